import { expect, it } from 'vitest';
import { html } from './html.js';

it('escapes what is put in, and not what it made itself', () => {
  const name = `<img src=x onerror="alert('1')"> & co`;
  expect(html`<p title="${name}">${[html`<b>${1}</b>`, null, 'x<y']}</p>`.text).toBe(
    '<p title="&#60;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&#62; &#38; co"><b>1</b>x&#60;y</p>',
  );
});
