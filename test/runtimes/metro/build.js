import { dirname } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { loadConfig, runBuild } from 'metro';

/** Bundles a file as React Native does. Arguments: the file, where the bundle goes, and for which engine. */
const [entry, out, profile] = argv.slice(2);
const projectRoot = import.meta.dirname;
const transformer = fileURLToPath(import.meta.resolve('@react-native/metro-babel-transformer'));
const config = await loadConfig(
  { cwd: projectRoot },
  {
    projectRoot,
    watchFolders: [dirname(projectRoot)],
    reporter: { update() {} },
    cacheStores: [],
    resolver: { useWatchman: false, unstable_conditionNames: ['react-native'] },
    transformer: { babelTransformerPath: transformer },
    serializer: { getPolyfills: () => [] },
  },
);
await runBuild(config, {
  entry,
  out,
  platform: 'ios',
  dev: false,
  minify: false,
  unstable_transformProfile: profile,
});
