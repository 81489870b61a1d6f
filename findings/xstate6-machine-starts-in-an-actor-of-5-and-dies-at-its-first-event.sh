#!/usr/bin/env bash
# A machine made by XState 6.0.0-alpha.52 in createActor of XState 5.33.3.
#
# Seen: the actor starts, has the right first state and the status `active`, and `can` says yes to the event. When the event
# is sent, the status turns to `error` and the observer of errors is told a TypeError. The other way round, a machine of 5 in
# an actor of 6, the status is `error` from the beginning and createActor throws nothing.
#
# Why a good guess is wrong: types aside, a machine of another major looks as if it would be refused when an actor is made of
# it, or would work. A page that renders it shows a sound first state, and a test that only looks at that is green.
#
# Why it matters here: during the move to 6 both majors stand in one tree, and a host may hand a machine of 6 to what is built
# on 5. The functions of this package refuse such a machine at once, with the issue machine.otherMajor.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund five@npm:xstate@5.33.3 six@npm:xstate@6.0.0-alpha.52
cat >seen.mjs <<'JS'
import assert from 'node:assert/strict';
import * as five from 'five';
import * as six from 'six';

const chart = { initial: 'resting', states: { resting: { on: { go: { target: 'gone' } } }, gone: {} } };

function livesIn({ createActor }, machine) {
  const actor = createActor(machine);
  const told = [];
  actor.subscribe({ error: (error) => told.push(error.name) });
  actor.start();
  const begun = [actor.getSnapshot().status, actor.getSnapshot().value];
  const can = actor.getSnapshot().can?.({ type: 'go' });
  if (begun[0] === 'active') actor.send({ type: 'go' });
  return { begun, can, ended: actor.getSnapshot().status, told };
}

const seen = {
  'of 6 in 5': livesIn(five, six.createMachine(chart)),
  'of 5 in 6': livesIn(six, five.createMachine(chart)),
};
console.dir(seen, { depth: 5 });
assert.deepEqual(seen, {
  'of 6 in 5': { begun: ['active', 'resting'], can: true, ended: 'error', told: ['TypeError'] },
  'of 5 in 6': { begun: ['error', undefined], can: undefined, ended: 'error', told: ['TypeError'] },
});
JS
node seen.mjs
