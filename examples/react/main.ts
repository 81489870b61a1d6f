import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Registration } from './registration.js';

console.log(renderToStaticMarkup(createElement(Registration)));
