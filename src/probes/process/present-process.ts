import { type Outcome, quantity, type Table } from '../../core/index.ts'
import { processRows } from './process-rows.ts'
import { processTitle, type Spending, spendingOf } from './process-spending.ts'
import type { MissingPart, ProcessWatch } from './process-watch.ts'
import { waitInWords } from './wait-in-words.ts'

/** The `data` of `diagnose process`: what was seen of it, and what it spends its time on. */
export interface ProcessData extends ProcessWatch {
  spends: Spending
}

/** The answer about one process: a sentence, a table that fits a small screen, and the particulars as details. */
export function presentProcess(watch: ProcessWatch): Outcome<ProcessData> {
  const spends = spendingOf(watch)
  return {
    data: { ...watch, spends },
    headline: spends.sentence,
    findings: [],
    tables: [
      {
        title: `What ${processTitle(watch)} uses`,
        main: true,
        columns: [
          { key: 'what', title: 'What' },
          { key: 'amount', title: 'Amount', align: 'right' },
          { key: 'more', title: 'Of which' },
        ],
        rows: processRows(watch),
      },
      ...threadTables(watch),
      ...socketTables(watch),
    ],
    warnings: doubts(watch.missing),
  }
}

function threadTables({ threads }: ProcessWatch): Table[] {
  if (threads === null) return []
  const right = (key: string, title: string) => ({ key, title, align: 'right' as const })
  const busiest: Table = {
    title: 'Busiest threads',
    detail: true,
    columns: [
      right('thread', 'Thread'),
      { key: 'name', title: 'Name' },
      { key: 'state', title: 'State' },
      right('user', 'User'),
      right('system', 'System'),
      right('waiting', 'Waits for a CPU'),
      { key: 'in', title: 'Waits in' },
    ],
    rows: threads.busiest.map((thread) => [
      String(thread.threadId),
      thread.name,
      thread.state,
      thread.userCores === null ? null : quantity(thousandths(thread.userCores), 'cores'),
      thread.systemCores === null ? null : quantity(thousandths(thread.systemCores), 'cores'),
      thread.waitingShare === null ? null : quantity(thousandths(thread.waitingShare), 'ratio'),
      thread.waitsIn,
    ]),
  }
  const waits: Table = {
    title: 'Where its threads wait',
    detail: true,
    columns: [
      { key: 'in', title: 'Kernel function' },
      right('share', 'Share of looks'),
      { key: 'for', title: 'Waits for' },
    ],
    rows: threads.waits.map(({ channel, share }) => [
      channel,
      quantity(thousandths(share), 'ratio'),
      waitInWords(channel)?.words ?? null,
    ]),
  }
  return [busiest, ...(waits.rows.length === 0 ? [] : [waits])]
}

function socketTables({ sockets }: ProcessWatch): Table[] {
  if (sockets === null || sockets.count === 0) return []
  const counts = (kind: string, of: Readonly<Record<string, number>>) =>
    Object.entries(of).map(([state, count]) => [`${kind} ${state}`, quantity(count, 'count')])
  const remotes = (kind: string, of: readonly { remote: string; count: number }[]) =>
    of.map(({ remote, count }) => [`${kind} ${remote}`, quantity(count, 'count')])
  return [
    {
      title: 'Sockets',
      detail: true,
      columns: [
        { key: 'what', title: 'What' },
        { key: 'count', title: 'Count', align: 'right' },
      ],
      rows: [
        ...counts('TCP', sockets.tcp),
        ...(sockets.udp > 0 ? [['UDP', quantity(sockets.udp, 'count')]] : []),
        ...counts('Unix', sockets.unix),
        ...(sockets.other > 0 ? [['other', quantity(sockets.other, 'count')]] : []),
        ...sockets.listeners.map(({ address, waiting }) => [
          `connections to be accepted at ${address}`,
          quantity(waiting, 'count'),
        ]),
        ...remotes('opened to', sockets.servers),
        ...remotes('accepted from', sockets.clients),
      ],
    },
  ]
}

function thousandths(value: number): number {
  return Math.round(value * 1000) / 1000
}

function doubts(missing: readonly MissingPart[]): string[] {
  const of = (reason: MissingPart['reason']) => missing.filter((part) => part.reason === reason)
  const denied = [...new Set(of('denied').map(({ what }) => what))]
  return [
    ...(denied.length === 0
      ? []
      : [`${upperFirst(listed(denied))}: only its owner and root may see that, so run as root for it.`]),
    ...of('absent').map(({ what, path }) => `${upperFirst(what)}: not told here, for there is no ${path}.`),
    ...[...of('unreadable'), ...of('timeout')].map(
      ({ what, path }) => `${upperFirst(what)}: not known, for ${path} could not be read.`,
    ),
  ]
}

function listed(words: readonly string[]): string {
  const [last = '', ...others] = words.toReversed()
  return others.length === 0 ? last : `${others.toReversed().join(', ')} and ${last}`
}

function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
