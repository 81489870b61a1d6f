import { fileURLToPath } from 'node:url';
import { Application, Converter, ReflectionKind } from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';
import { entry } from '../tsup.config.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const subpaths = new Map(Object.entries(entry).map(([subpath, file]) => [`${root}${file}`, subpath]));

const markdown: PluginOptions = {
  entryFileName: 'index',
  hidePageHeader: true,
  useCodeBlocks: true,
  typeDeclarationVisibility: 'compact',
  indexFormat: 'table',
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  typeAliasPropertiesFormat: 'table',
  propertyMembersFormat: 'table',
  typeDeclarationFormat: 'table',
  tableColumnSettings: { hideDefaults: true, hideInherited: true, hideOverrides: true, hideSources: true },
};

const app = await Application.bootstrapWithPlugins({
  ...markdown,
  plugin: ['typedoc-plugin-markdown'],
  router: 'member',
  name: 'API reference',
  entryPoints: [...subpaths.keys()],
  tsconfig: `${root}tsconfig.json`,
  out: `${root}docs/api`,
  cleanOutputDir: true,
  readme: 'none',
  disableSources: true,
  // `npm run typecheck` does that.
  skipErrorChecking: true,
  validation: { invalidLink: true, notExported: false, notDocumented: false },
  treatWarningsAsErrors: true,
  logLevel: 'Warn',
});

// A page is called what is imported, not the file that holds it.
app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
  for (const module of project.getChildrenByKind(ReflectionKind.Module)) {
    const subpath = subpaths.get(project.getSymbolIdFromReflection(module)?.fileName ?? '');
    if (subpath === undefined) throw new Error(`${module.name} is not a public subpath.`);
    module.name = subpath === 'index' ? 'hcpn-registration' : `hcpn-registration/${subpath}`;
  }
});

const project = await app.convert();
if (project === undefined) throw new Error('The sources could not be read.');
app.validate(project);
await app.generateOutputs(project);
if (app.logger.hasErrors() || app.logger.hasWarnings()) process.exitCode = 1;
