import { render } from 'preact';
import { App } from './App.js';
import { connect } from './host.js';
import { setTranslations } from './l10n.js';
import { State } from './state.js';
import { followTheme } from './theme.js';
import './style/base.css';
import './style/controls.css';
import './style/chooser.css';
import './style/header.css';
import './style/layout.css';
import './style/rows.css';
import './style/figures.css';
import './style/bars.css';
import './style/regions.css';
import './style/stops.css';

const root = document.getElementById('app');
if (root !== null) {
  setTranslations(root.dataset.l10n);
  const state = new State(connect());
  render(<App state={state} palette={followTheme(document.body)} />, root);
  state.start();
}
