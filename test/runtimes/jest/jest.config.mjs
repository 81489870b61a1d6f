/** As jest does it by default, with no more of Babel than the translation of `import`. */
const shared = {
  rootDir: import.meta.dirname,
  testMatch: ['**/*.spec.js'],
  transform: {
    '\\.js$': [
      'babel-jest',
      { babelrc: false, configFile: false, plugins: ['@babel/plugin-transform-modules-commonjs'] },
    ],
  },
};

export default {
  projects: [
    { ...shared, displayName: 'node', testEnvironment: 'node' },
    { ...shared, displayName: 'jsdom', testEnvironment: 'jsdom', setupFiles: ['./jsdom.setup.js'] },
    { ...shared, displayName: 'jsdom without setup', testEnvironment: 'jsdom' },
  ],
};
