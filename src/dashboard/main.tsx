import './style/index.css';
import { render } from 'preact';
import { createStore } from './state/store.ts';
import { App } from './view/app.tsx';

const root = document.getElementById('app');
if (root === null) throw new Error('expected the element #app');
render(<App store={createStore()} />, root);
