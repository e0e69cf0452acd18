'use strict';

// Whatever comes from a mail is put on the page as text, never as markup. Only its HTML is markup,
// and that goes into the frame, which has neither scripts nor an origin.

const PAGE_SIZE = 25;
const REFRESH_MS = 3000;
const TYPING_MS = 200;

const element = (id) => document.getElementById(id);

let offset = 0;
let shown = null;
let form = 'html';
let asked = 0;

async function refresh() {
  const question = ++asked;
  const answer = await fetch(`api/messages?${query()}`).catch(() => null);
  if (question !== asked) {
    return;
  }
  if (!answer?.ok) {
    element('count').textContent = 'The mailbox does not answer';
    return;
  }
  const mails = await answer.json();
  if (question !== asked) {
    return;
  }
  const total = Number(answer.headers.get('X-Total-Count'));
  if (mails.length === 0 && offset > 0) {
    offset = 0;
    return refresh();
  }
  list(mails, total);
}

function query() {
  const words = element('words').value.trim();
  const query = new URLSearchParams({ limit: PAGE_SIZE, offset });
  if (words) {
    query.set(/^\S+@\S+$/.test(words) ? 'to' : 'subject', words);
  }
  return query;
}

function list(mails, total) {
  const last = offset + mails.length;
  const count = total === 0 ? 'No mails' : `${offset + 1} to ${last} of ${total}`;
  if (element('count').textContent !== count) {
    element('count').textContent = count;
  }
  element('newer').disabled = offset === 0;
  element('older').disabled = last >= total;
  const ids = mails.map((mail) => mail.id).join();
  if (element('mails').dataset.ids === ids) {
    return;
  }
  const focused = document.activeElement?.dataset.id;
  element('mails').dataset.ids = ids;
  element('mails').replaceChildren(...mails.map(line));
  mark();
  if (focused) {
    buttons().find((button) => button.dataset.id === focused)?.focus();
  }
}

function line(mail) {
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset.id = mail.id;
  button.append(
    span('', mail.subject || '(no subject)'),
    span('about', `${new Date(mail.at).toLocaleTimeString()} · ${mail.to}`));
  button.addEventListener('click', () => {
    history.replaceState(null, '', `#${mail.id}`);
    show(mail);
  });
  const item = document.createElement('li');
  item.append(button);
  return item;
}

function span(name, text) {
  const span = document.createElement('span');
  span.className = name;
  span.textContent = text;
  return span;
}

function buttons() {
  return [...element('mails').querySelectorAll('button')];
}

function mark() {
  for (const button of buttons()) {
    if (button.dataset.id === shown?.id) {
      button.setAttribute('aria-current', 'true');
    } else {
      button.removeAttribute('aria-current');
    }
  }
}

function show(mail) {
  shown = mail;
  mark();
  element('mail').hidden = mail === null;
  if (mail === null) {
    return;
  }
  element('subject').textContent = mail.subject || '(no subject)';
  element('facts').replaceChildren(
    ...fact('From', mail.from),
    ...fact('To', mail.to),
    ...fact('At', new Date(mail.at).toLocaleString()),
    ...Object.entries(mail.headers).flatMap(([name, value]) => fact(name, value)),
    ...Object.entries(mail.tags).flatMap(([name, value]) => fact(`${name} (tag)`, value)));
  showAs(mail.html ? form : 'text');
}

function fact(name, value) {
  const term = document.createElement('dt');
  term.textContent = name;
  const description = document.createElement('dd');
  description.textContent = value;
  return [term, description];
}

function showAs(chosen) {
  for (const button of element('forms').querySelectorAll('button')) {
    button.setAttribute('aria-pressed', String(button.dataset.form === chosen));
    button.disabled = shown[button.dataset.form === 'text' ? 'text' : 'html'] === '';
  }
  element('html').hidden = chosen !== 'html';
  element('text').hidden = chosen === 'html';
  element('html').srcdoc = chosen === 'html' ? `<base target="_blank">${shown.html}` : '';
  element('text').textContent =
    chosen === 'text' ? shown.text : chosen === 'source' ? shown.html : '';
}

async function showFromAddress() {
  const id = location.hash.slice(1);
  if (!id) {
    return;
  }
  const answer = await fetch(`api/messages/${encodeURIComponent(id)}`).catch(() => null);
  if (answer?.ok) {
    show(await answer.json());
  }
}

function turn(pages) {
  offset = Math.max(0, offset + pages * PAGE_SIZE);
  refresh();
}

let typing;
element('words').addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(() => {
    offset = 0;
    refresh();
  }, TYPING_MS);
});
element('filter').addEventListener('submit', (event) => event.preventDefault());
element('newer').addEventListener('click', () => turn(-1));
element('older').addEventListener('click', () => turn(1));
element('empty').addEventListener('click', async () => {
  if (confirm('Throw all mails away?')) {
    await fetch('api/messages', { method: 'DELETE' });
    history.replaceState(null, '', location.pathname);
    show(null);
    refresh();
  }
});
element('forms').addEventListener('click', (event) => {
  if (event.target.dataset.form) {
    form = event.target.dataset.form;
    showAs(form);
  }
});
window.addEventListener('hashchange', showFromAddress);
document.addEventListener('visibilitychange', () => document.hidden || refresh());
setInterval(() => document.hidden || refresh(), REFRESH_MS);

showFromAddress();
refresh();
