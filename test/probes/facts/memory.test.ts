import { describe, expect, it } from 'vitest'
import { parseChosenWord } from '../../../src/probes/facts/chosen-word.ts'
import { parseCounters } from '../../../src/probes/facts/counters.ts'
import { lastOf, literalFacts } from './literal-snapshot.ts'

describe('/proc/meminfo', () => {
  it('is in bytes by name, plain counts as they are', () => {
    const facts = literalFacts({
      '/proc/meminfo': 'MemTotal:        1024 kB\nActive(anon):      3 kB\nHugePages_Total:   7\n',
    })
    expect(lastOf(facts, 'meminfo')).toEqual({ MemTotal: 2 ** 20, 'Active(anon)': 3072, HugePages_Total: 7 })
  })

  it('is unreadable without the total', () => {
    expect(literalFacts({ '/proc/meminfo': 'MemFree: 5 kB\n' }).meminfo).toMatchObject({
      reason: 'unreadable',
    })
  })
})

describe('/proc/vmstat', () => {
  it('gives counters by name, past 2^53 too, and leaves damaged lines out', () => {
    const text = 'pgfault 5\npgmajfault -1\noom_kill\npswpin 1 2\npswpout 18446744073709551615\n'
    expect(parseCounters(text)).toEqual({ pgfault: 5, pswpout: 18446744073709552000 })
  })

  it.each(['', '\n', 'words only\n'])('is null without a counter: %j', (text) => {
    expect(parseCounters(text)).toBeNull()
  })
})

describe('a list of choices', () => {
  it.each([
    ['always [madvise] never\n', 'madvise'],
    ['[none] mq-deadline kyber\n', 'none'],
    ['none\n', 'none'],
    ['always madvise\n', null],
    ['[]\n', null],
    ['', null],
  ])('%j is %j', (text, word) => {
    expect(parseChosenWord(text)).toBe(word)
  })

  it('says which huge pages there are', () => {
    const path = '/sys/kernel/mm/transparent_hugepage/enabled'
    expect(lastOf(literalFacts({ [path]: '[always] madvise never\n' }), 'transparentHugePages')).toBe(
      'always',
    )
    expect(literalFacts({ [path]: '\n' }).transparentHugePages).toMatchObject({ reason: 'unreadable' })
  })
})

describe('NUMA nodes', () => {
  const folder = '/sys/devices/system/node'
  const numastat =
    'numa_hit 10\nnuma_miss 20\nnuma_foreign 30\ninterleave_hit 1\nlocal_node 5\nother_node 6\n'

  it('are listed by number; one that is damaged is left out', () => {
    const facts = literalFacts({
      [`${folder}/node10/numastat`]: numastat,
      [`${folder}/node2/numastat`]: numastat.replace('10', '7'),
      [`${folder}/node3/numastat`]: 'numa_hit 1\nnuma_miss 2\n',
      [`${folder}/online`]: '0-10\n',
    })
    expect(lastOf(facts, 'numaNodes')).toEqual([
      { node: 2, hit: 7, miss: 20, foreign: 30 },
      { node: 10, hit: 10, miss: 20, foreign: 30 },
    ])
  })

  it.each(['numa_hit 1\nnuma_miss 2\n', 'numa_hit 1\nnuma_foreign 2\n', 'numa_miss 1\nnuma_foreign 2\n'])(
    'are unreadable where a counter is not there: %j',
    (text) => {
      expect(literalFacts({ [`${folder}/node0/numastat`]: text }).numaNodes).toEqual({
        known: false,
        reason: 'unreadable',
        path: folder,
      })
    },
  )
})

describe('memory controllers', () => {
  const folder = '/sys/devices/system/edac/mc'

  it('count the errors that were mended and those that were not', () => {
    const facts = literalFacts({
      [`${folder}/mc0/ce_count`]: '3\n',
      [`${folder}/mc0/ue_count`]: '1\n',
      [`${folder}/power/control`]: 'auto\n',
    })
    expect(lastOf(facts, 'memoryControllers')).toEqual([{ name: 'mc0', correctable: 3, uncorrectable: 1 }])
  })

  it.each([
    [{ '/ce_count': '3\n' }, 'absent'],
    [{ '/ce_count': '3\n', '/ue_count': { missing: 'denied' as const } }, 'denied'],
    [{ '/ce_count': '3\n', '/ue_count': 'none\n' }, 'unreadable'],
    [{ '/ce_count': '\n', '/ue_count': '3\n' }, 'unreadable'],
  ])('are missing, not zero, where one is not there: %j', (files, reason) => {
    const named = Object.entries(files).map(([name, file]) => [`${folder}/mc0${name}`, file])
    expect(literalFacts(Object.fromEntries(named)).memoryControllers).toMatchObject({ known: false, reason })
  })
})
