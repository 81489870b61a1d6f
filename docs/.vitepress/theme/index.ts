/// <reference types="vitepress/client" />
import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import { h } from 'vue';
import dark from '../../diagrams/registration.dark.svg';
import light from '../../diagrams/registration.light.svg';
import './style.css';

const alt = 'The road: signup, choosing a road, wizard, review, enrollment; or association.';

const road = () => [
  h('img', { class: 'road light-only', src: light, alt }),
  h('img', { class: 'road dark-only', src: dark, alt }),
];

const theme: Theme = {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { 'home-hero-image': road }),
};

export default theme;
