import { element, say } from './element.ts'

/** The head of the page: who is watched, how the connection is, and what the reader chooses. */
export interface HeaderView {
  nodes: readonly HTMLElement[]
  setMachine(text: string): void
  setConnection(text: string, isLate: boolean): void
  setZoomed(isZoomed: boolean): void
}

/** What the reader chose. */
export interface HeaderActions {
  range(seconds: number): void
  reset(): void
  theme(theme: string): void
}

/** The ranges that can be chosen. */
export const ranges: readonly { seconds: number; text: string; long: string }[] = [
  { seconds: 60, text: '1 min', long: '1 minute' },
  { seconds: 300, text: '5 min', long: '5 minutes' },
  { seconds: 900, text: '15 min', long: '15 minutes' },
  { seconds: 3600, text: '1 h', long: '1 hour' },
]

const themes: readonly (readonly [value: string, text: string])[] = [
  ['system', 'Colours of the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
]

/** The head with `rangeSeconds` and `theme` chosen. */
export function headerView(rangeSeconds: number, theme: string, actions: HeaderActions): HeaderView {
  const machine = element('span')
  const connection = element('span', { class: 'live', id: 'connection' }, 'Connecting')
  const who = element(
    'div',
    { class: 'who' },
    element('h1', {}, 'lewis-perf monitor'),
    element('p', {}, connection, machine),
  )
  const reset = element('button', { type: 'button' }, 'Reset zoom')
  reset.hidden = true
  reset.addEventListener('click', actions.reset)
  const choice = element('select', { 'aria-label': 'Colours' })
  for (const [value, text] of themes) choice.append(element('option', { value }, text))
  choice.value = theme
  choice.addEventListener('change', () => actions.theme(choice.value))
  return {
    nodes: [who, element('div', { class: 'controls' }, reset, rangeChoice(rangeSeconds, actions), choice)],
    setMachine: (text) => say(machine, text),
    setConnection(text, isLate) {
      say(connection, text)
      connection.classList.toggle('late', isLate)
    },
    setZoomed(isZoomed) {
      if (!isZoomed && document.activeElement === reset) document.getElementById('main')?.focus()
      reset.hidden = !isZoomed
    },
  }
}

function rangeChoice(chosen: number, actions: HeaderActions): HTMLElement {
  const group = element('fieldset', {}, element('legend', { class: 'unseen' }, 'How far back'))
  for (const { seconds, text, long } of ranges) {
    const input = element('input', {
      type: 'radio',
      name: 'range',
      value: String(seconds),
      'aria-label': long,
    })
    input.checked = seconds === chosen
    input.addEventListener('change', () => actions.range(seconds))
    group.append(element('label', {}, input, element('span', { 'aria-hidden': 'true' }, text)))
  }
  return group
}
