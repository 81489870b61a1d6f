#!/usr/bin/env bash
# XState 5.33.3 and 6.0.0-alpha.52 beside each other: a state that counts on entry and tells the count to what it invokes.
#
# Seen: the input of an invoke is made after the entry of its own state in 5, and before it in 6. With a count of 0 that the
# entry raises to 1, the call is told 1 by the one and 0 by the other. The state and the context that is kept are the same in
# both, so nothing shows it but the call itself.
#
# Why a good guess is wrong: SCXML carries out what is due on entry before it invokes, and 5 does as it says. A chart that is
# moved from 5 to 6 keeps its tests on states and contexts green. (alpha.52 was the newest 6 on npm on 30 November 2026.)
#
# Why it matters here: the outside world was told the number of an attempt in this way. Now every transition writes what the
# state it leads to asks with, no state with an invoke has an entry, and a test of all machines holds it.
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

const entries = {
  five: [five.fromPromise(async () => null), five.assign({ count: ({ context }) => context.count + 1 })],
  six: [six.createAsyncLogic({ run: async () => null }), ({ context }) => ({ context: { count: context.count + 1 } })],
};

function toldTo({ createMachine, transition, initialTransition }, [ask, entry]) {
  const machine = createMachine({
    context: { count: 0 },
    initial: 'resting',
    states: {
      resting: { on: { go: { target: 'asking' } } },
      asking: { entry, invoke: { src: ask, input: ({ context }) => ({ count: context.count }) } },
    },
  });
  const [resting] = initialTransition(machine);
  const [after, effects] = transition(machine, resting, { type: 'go' });
  const inputs = effects.map((effect) => (effect.params ?? effect).input).filter((input) => input?.count !== undefined);
  return { state: after.value, kept: after.context.count, told: inputs[0].count };
}

const seen = { five: toldTo(five, entries.five), six: toldTo(six, entries.six) };
console.log(seen);
assert.deepEqual(seen, {
  five: { state: 'asking', kept: 1, told: 1 },
  six: { state: 'asking', kept: 1, told: 0 },
});
JS
node seen.mjs
