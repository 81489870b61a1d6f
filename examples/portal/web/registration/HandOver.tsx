import { Accordion, Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { allowedEvents, explain } from 'hcpn-registration';
import { describeAct } from 'hcpn-registration/messages';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { readPerson } from '../client.js';
import { useFieldTexts } from '../form/eventForm.js';
import { Failure } from '../frame/notices.js';
import { useIssueWords } from '../issueWords.js';
import { useCatalogue, useTexts } from '../language.js';
import { handOverTexts } from '../words/handOver.js';
import { useOpen } from './openRegistration.js';

type Person = NonNullable<Awaited<ReturnType<typeof readPerson>>>;

const type = 'registration.handOver';

/** Handing the registration over to a colleague, folded away; nothing where it may not be. */
export function HandOver() {
  const { snapshot, by, user } = useOpen();
  const catalogue = useCatalogue();
  const words = useTexts(handOverTexts);
  const [done, setDone] = useState<string | null>(null);
  if (done !== null)
    return (
      <Alert role="status" color="teal">
        {words.done(done)}
      </Alert>
    );
  if (!allowedEvents(snapshot, by(type), new Date().toISOString()).includes(type)) return null;
  return (
    <Accordion variant="contained" order={2}>
      <Accordion.Item value="handOver">
        <Accordion.Control>{describeAct(catalogue, type)}</Accordion.Control>
        <Accordion.Panel>
          <Stack>
            <Text size="sm">{user.role === 'administrator' ? words.aboutPartner : words.about}</Text>
            <HandOverForm onDone={setDone} />
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

/** The colleague is looked up first, so that a name is confirmed and not an id. */
function HandOverForm({ onDone }: { readonly onDone: (name: string) => void }) {
  const { snapshot, user, by, say, isSaying } = useOpen();
  const inWords = useIssueWords();
  const catalogue = useCatalogue();
  const words = useTexts(handOverTexts);
  const { label, help } = useFieldTexts('to');
  const [, go] = useLocation();
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [found, setFound] = useState<Person | null>(null);
  const to = typed.trim();

  async function find(event: FormEvent) {
    event.preventDefault();
    setError(null);
    setFailure(null);
    const judged = explain(snapshot, { type, to, at: new Date().toISOString(), by: by(type) });
    if (!judged.allowed) return setError(judged.issues.map((issue) => inWords(issue)).join(' '));
    try {
      const person = await readPerson(to);
      if (person === null) setError(words.notFound);
      else setFound(person);
    } catch (thrown) {
      setFailure(thrown);
    }
  }

  async function handOver({ id, name }: Person) {
    setFound(null);
    if (!(await say({ type, to: id }))) return;
    if (user.role === 'administrator') onDone(name);
    else go('/registrations', { state: { handedTo: name } });
  }

  return (
    <form onSubmit={find} noValidate>
      <Stack>
        {failure !== null && <Failure error={failure} />}
        <TextInput
          id="field-to"
          label={label}
          description={help}
          aria-required
          autoComplete="off"
          value={typed}
          error={error}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button type="submit" variant="default" loading={isSaying}>
            {words.find}
          </Button>
        </Group>
      </Stack>
      {/* Locking the scroll bar would write a style of its own, which the page's content policy refuses. */}
      <Modal
        opened={found !== null}
        onClose={() => setFound(null)}
        title={found && words.title(found.name)}
        withCloseButton={false}
        lockScroll={false}
        centered
      >
        {found && (
          <Stack>
            <Text size="sm">{words.follows(found.name)}</Text>
            <Text size="sm">{user.role === 'administrator' ? words.followsForPartner : words.followsForOneself}</Text>
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setFound(null)} data-autofocus>
                {words.keep}
              </Button>
              <Button color="red" onClick={() => handOver(found)}>
                {describeAct(catalogue, type)}
              </Button>
            </Group>
          </Stack>
        )}
      </Modal>
    </form>
  );
}
