#!/usr/bin/env node
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { readOptions } from './options.mjs';
import { root } from './root.mjs';

const help = `npm run pictures: takes the pictures of the README from the screenshots that the tests in the browser made.

Run "npm test -- --browser" before.

  npm run pictures -- --help   say this`;

/** The pictures in `docs/images`, and the screenshot that each is. */
const pictures = {
  breakpoint: 'breakpoint-first',
  light: 'light-row',
  vocabulary: 'dark-vocabulary',
  'dark-narrow': 'dark-narrow',
  hover: 'picture-hover',
  conversion: 'picture-conversion',
};

readOptions({}, help);
for (const [picture, screenshot] of Object.entries(pictures)) {
  await copyFile(
    path.join(root, 'test-results', 'screenshots', `${screenshot}.png`),
    path.join(root, 'docs', 'images', `${picture}.png`),
  );
}
