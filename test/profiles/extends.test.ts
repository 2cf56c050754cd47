import { describe, expect, test } from 'vitest'
import { loadProfile } from '../../src/profiles/index.ts'
import type { LiteralFile } from '../worlds.ts'
import { profileWorld } from './profile-world.ts'
import { refusalOf, shippedList } from './refusal.ts'

describe('extends', () => {
  test('takes a shipped profile as its base', async () => {
    const world = profileWorld({
      'mine.yaml': 'extends: lewis\nquota: {pods: 9}\nperformance: {cache: {enabled: false}}\n',
    })
    const { profile, chain, sources } = await loadProfile('mine.yaml', world)
    expect(chain).toEqual(['mine.yaml', 'lewis', 'recommended'])
    expect(sources).toEqual(['mine.yaml', 'built in', 'built in'])
    expect(profile.source).toBe('mine.yaml')
    expect(profile.name).toBe('mine')
    expect(profile.quota).toMatchObject({ pods: 9, container: { cpuCores: 4 } })
    expect(profile.performance?.cache).toEqual({
      enabled: false,
      backend: 'redis',
      defaultTtlSeconds: 3600,
      maxMemoryBytes: 512 * 2 ** 20,
    })
    expect(profile.performance?.maxConcurrentScans).toBe(5)
  })

  test('takes files, each relative to the one that says it', async () => {
    const world = profileWorld({
      'team/a/mine.yaml': 'extends: ../base/common.yaml\nquota: {pods: 1}\n',
      'team/base/common.yaml': 'name: common\nextends: ./root.yml\nquota: {pods: 2, limits: {cpu: 2}}\n',
      'team/base/root.yml': 'quota: {pods: 3, limits: {cpu: 3, memory: 3GiB}}\n',
    })
    expect(await loadProfile('team/a/mine.yaml', world)).toEqual({
      profile: {
        name: 'mine',
        source: 'team/a/mine.yaml',
        quota: { pods: 1, limits: { cpuCores: 2, memoryBytes: 3 * 2 ** 30 } },
      },
      chain: ['team/a/mine.yaml', 'team/base/common.yaml', 'team/base/root.yml'],
      sources: ['team/a/mine.yaml', 'team/base/common.yaml', 'team/base/root.yml'],
    })
  })

  test('takes an absolute path', async () => {
    const world = profileWorld({
      'mine.yaml': 'extends: /etc/base.yaml\n',
      '/etc/base.yaml': 'quota: {pods: 3}\n',
    })
    expect((await loadProfile('./mine.yaml', world)).profile.quota).toEqual({ pods: 3 })
  })

  test.each([
    [
      'a circle of two',
      { 'a.yaml': 'extends: b.yaml\n', 'b.yaml': 'quota: {}\nextends: ./a.yaml\n' },
      'extends goes in a circle (a.yaml -> b.yaml -> a.yaml), in b.yaml:2:10, got ./a.yaml.',
      'Remove one of these extends.',
    ],
    [
      'a circle of one',
      { 'a.yaml': 'extends: a.yaml\n' },
      'extends goes in a circle (a.yaml -> a.yaml), in a.yaml:1:10, got a.yaml.',
      'Remove one of these extends.',
    ],
    [
      'a circle further on',
      { 'a.yaml': 'extends: b.yaml\n', 'b.yaml': 'extends: c.yaml\n', 'c.yaml': 'extends: b.yaml\n' },
      'extends goes in a circle (b.yaml -> c.yaml -> b.yaml), in c.yaml:1:10, got b.yaml.',
      'Remove one of these extends.',
    ],
    [
      'a mistyped shipped name',
      { 'a.yaml': 'extends: recomended\n' },
      'extends names no shipped profile, in a.yaml:1:10, got recomended.',
      `Did you mean recommended? ${shippedList}`,
    ],
    [
      'an unknown name',
      { 'a.yaml': 'name: a\nextends: production\n' },
      'extends names no shipped profile, in a.yaml:2:10, got production.',
      shippedList,
    ],
    [
      'a missing file',
      { 'a.yaml': 'extends: base.yaml\n', 'bases.yaml': '' },
      'extends names a file that does not exist, in a.yaml:1:10, got base.yaml.',
      'Did you mean bases.yaml?',
    ],
    [
      'a file that may not be read',
      { 'a.yaml': 'extends: base.yaml\n', 'base.yaml': { missing: 'denied' } },
      'extends names a file that may not be read, in a.yaml:1:10, got base.yaml.',
      'Give yourself the right to read it: chmod u+r FILE.',
    ],
    [
      'a file with a mistake',
      { 'a.yaml': 'extends: base.yaml\n', 'base.yaml': 'quota:\n  pod: 3\n' },
      'quota has an unknown key, in base.yaml:2:3, got pod.',
      'Did you mean pods?',
    ],
    [
      'seventeen files in a row',
      Object.fromEntries(
        Array.from('abcdefghijklmnopq', (name, index) => [
          `${name}.yaml`,
          `extends: ${'bcdefghijklmnopqr'[index]}.yaml\n`,
        ]),
      ),
      'extends is the 16th in a row, in p.yaml:1:10, got q.yaml.',
      'Merge some of these files.',
    ],
  ] satisfies [string, Record<string, LiteralFile>, string, string][])(
    'refuses %s',
    async (_, files, sentence, hint) => {
      expect(await refusalOf('a.yaml', files)).toEqual({ sentence, hint })
    },
  )
})
