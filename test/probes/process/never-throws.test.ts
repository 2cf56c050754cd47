import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryUse } from '../../../src/probes/process/memory-use.ts'
import { fileKinds, socketInodes } from '../../../src/probes/process/open-files.ts'
import { ownSockets } from '../../../src/probes/process/own-sockets.ts'
import {
  parseIoCounters,
  parseMinorFaults,
  parseSwitches,
  parseUserId,
} from '../../../src/probes/process/process-counters.ts'
import { parseQuotaPeriods } from '../../../src/probes/process/process-group.ts'
import { parseSoftLimit } from '../../../src/probes/process/process-holdings.ts'
import { processNames } from '../../../src/probes/process/process-names.ts'
import { parseChannel, parseState } from '../../../src/probes/process/thread-looks.ts'
import { waitInWords } from '../../../src/probes/process/wait-in-words.ts'
import { damaged, plan } from '../facts/damaged-text.ts'
import { oddNumber } from '../facts/odd-number.ts'
import { procFiles } from './literal-proc.ts'
import { tables } from './literal-sockets.ts'
import { rollup, status } from './literal-texts.ts'

describe('damaged text', () => {
  const seeds = [
    ...Object.values(tables),
    ...Object.values(procFiles({})).filter((file) => typeof file === 'string'),
    status,
    rollup,
    'ep_poll',
    'nr_periods 10\nnr_throttled 4\n',
    'gunicorn: master [app]\0',
    'python3\0-m\0x.y\0',
    'socket:[12]',
  ]
  const parsers: [string, (text: string) => unknown][] = [
    ['status', (text) => [memoryUse(text, null), parseSwitches(text), parseUserId(text)]],
    ['smaps_rollup', (text) => memoryUse(status, text)],
    ['io', parseIoCounters],
    ['stat', (text) => [parseMinorFaults(text), parseState(text)]],
    ['limits', parseSoftLimit],
    ['cpu.stat', parseQuotaPeriods],
    ['wchan', (text) => waitInWords(parseChannel(text) ?? text)],
    ['cmdline', (text) => processNames(text, text)],
    ['links', (text) => [fileKinds(text.split('\n')), socketInodes(text.split('\n'))]],
    [
      'socket tables',
      (text) =>
        ownSockets({ tcp: text, tcp6: text, udp: text, udp6: text, unix: text }, new Set(['1', '2', '9'])),
    ],
  ]
  it.each(parsers)('of %s never throws, and never makes a number that none can be', (_, parse) => {
    fc.assert(
      fc.property(plan, (cuts) => {
        expect(oddNumber(parse(damaged(seeds, cuts)))).toBeNull()
      }),
      { numRuns: 10_000 },
    )
  })
})
