import { road } from '../../road.js';
import { storageOf } from '../../storages.js';
import { Visitor } from './visitor.js';

/** What a server component sees on the road, kept as the address says, and a part that the browser takes over. */
export default async function Page({ searchParams }) {
  const { kept, folder } = await searchParams;
  return (
    <>
      <code>{JSON.stringify(await road(storageOf(kept, folder)))}</code>
      <Visitor />
    </>
  );
}
