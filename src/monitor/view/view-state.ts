import type { PressedKey } from '../../report/index.ts'

/** By what the processes are sorted. */
export const processOrders = ['cpu', 'memory', 'pid', 'name'] as const
export type ProcessOrder = (typeof processOrders)[number]

/** What the operator has chosen to see. */
export interface ViewState {
  order: ProcessOrder
  isPaused: boolean
  /** Only processes that have it in their name or command, in any case. */
  filter: string
  /** Keys go into the filter. */
  isTyping: boolean
  hasEnded: boolean
}

export const firstView: ViewState = {
  order: 'cpu',
  isPaused: false,
  filter: '',
  isTyping: false,
  hasEnded: false,
}

const longestFilter = 40

/** What a key makes of it. While a filter is typed, letters belong to it; Escape clears it and Enter keeps it. */
export function afterKey(state: ViewState, key: PressedKey): ViewState {
  return state.isTyping ? typed(state, key) : commanded(state, key)
}

function typed(state: ViewState, { name, text }: PressedKey): ViewState {
  switch (name) {
    case 'return':
    case 'enter':
      return { ...state, isTyping: false }
    case 'escape':
      return { ...state, isTyping: false, filter: '' }
    case 'backspace':
      return { ...state, filter: [...state.filter].slice(0, -1).join('') }
    default:
      return { ...state, filter: (state.filter + text).slice(0, longestFilter) }
  }
}

function commanded(state: ViewState, { name, text }: PressedKey): ViewState {
  if (text === '/') return { ...state, isTyping: true }
  switch (name) {
    case 'q':
      return { ...state, hasEnded: true }
    case 'p':
    case 'space':
      return { ...state, isPaused: !state.isPaused }
    case 's':
      return { ...state, order: orderAfter(state.order) }
    case 'c':
      return { ...state, order: 'cpu' }
    case 'm':
      return { ...state, order: 'memory' }
    case 'escape':
      return { ...state, filter: '' }
    default:
      return state
  }
}

function orderAfter(order: ProcessOrder): ProcessOrder {
  return processOrders[(processOrders.indexOf(order) + 1) % processOrders.length] ?? 'cpu'
}
