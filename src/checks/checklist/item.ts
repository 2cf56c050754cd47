import type { Facts, Finding } from '../../core/index.ts'

/** What is known of an item, and why in a plain sentence. */
export interface Answer {
  answer: 'pass' | 'fail' | 'manual' | 'unknown'
  because: string
}

/** One item of the checklist as data. */
export interface Item {
  /** Word for word as the guide has it. */
  item: string
  /** The ids of the checks that answer it; empty where none does. */
  checks: readonly string[]
  /** `findings` are those of these checks. */
  judge(seen: { findings: readonly Finding[]; facts: Facts }): Answer
}

/** A part of the checklist. */
export interface Section {
  section: string
  items: readonly Item[]
}

/** An item that only people can answer. */
export function manual(item: string, question: string): Item {
  return { item, checks: [], judge: () => ({ answer: 'manual', because: question }) }
}

/** An item that something answers which was not asked. */
export function notAsked(item: string, because: string): Item {
  return { item, checks: [], judge: () => ({ answer: 'unknown', because }) }
}
