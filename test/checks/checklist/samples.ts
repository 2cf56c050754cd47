import { checklist } from '../../../src/checks/checklist/index.ts'
import type { Judged } from '../../../src/checks/judge.ts'
import type { Status } from '../../../src/core/index.ts'
import { type Around, machine } from '../process/samples.ts'
import { judged, type Known } from '../ranking/samples.ts'

/** The answer to the item that begins with these words. */
export function answerTo(words: string, findings: readonly Judged[], known: Known = {}, around: Around = {}) {
  const found = checklist(findings, machine(known, around)).find(({ item }) => item.startsWith(words))
  if (found === undefined) throw new Error(`no item begins with ${words}`)
  return found
}

/** A finding of one check, as far as the checklist looks at it. */
export const finding = (id: string, status: Status, because = `About ${id}.`, instance?: string) =>
  judged({ id, status, because, ...(instance === undefined ? {} : { instance }) })
