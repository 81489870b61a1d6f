import { Route, Switch } from 'wouter';
import { AssociationsPage } from './association/AssociationsPage.js';
import { ApplicationPage } from './desk/ApplicationPage.js';
import { DeskPage } from './desk/DeskPage.js';
import { Failure, Loading } from './frame/notices.js';
import { Shell } from './frame/Shell.js';
import { SignInPage } from './frame/SignInPage.js';
import { useTexts } from './language.js';
import { OutboxPage } from './outbox/OutboxPage.js';
import { RegistrationPage } from './registration/RegistrationPage.js';
import { RegistrationsPage } from './registration/RegistrationsPage.js';
import { useSession } from './session.js';
import { shellTexts } from './words/shell.js';

/** The pages of the portal, by address. Nothing but the sign-in is shown to somebody who is not signed in. */
export function App() {
  const { session, error } = useSession();
  const words = useTexts(shellTexts);
  if (session === null) return <Shell user={null}>{error === null ? <Loading /> : <Failure error={error} />}</Shell>;
  const { user, demoUsers } = session;
  if (user === null)
    return (
      <Shell user={null}>
        <SignInPage demoUsers={demoUsers} />
      </Shell>
    );
  return (
    <Shell user={user}>
      <Switch>
        <Route path="/">
          {user.role === 'reviewer' ? (
            <DeskPage />
          ) : user.role === 'administrator' ? (
            <AssociationsPage user={user} />
          ) : (
            <RegistrationsPage user={user} />
          )}
        </Route>
        <Route path="/registrations">
          <RegistrationsPage user={user} />
        </Route>
        <Route path="/registrations/:key">{({ key }) => <RegistrationPage key={key} id={key} user={user} />}</Route>
        <Route path="/desk/:key">{({ key }) => <ApplicationPage key={key} id={key} user={user} />}</Route>
        <Route path="/outbox">
          <OutboxPage />
        </Route>
        <Route>{words.notFound}</Route>
      </Switch>
    </Shell>
  );
}
