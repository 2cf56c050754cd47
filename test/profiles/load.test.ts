import { describe, expect, test } from 'vitest'
import { loadProfile } from '../../src/profiles/index.ts'
import type { LiteralFile } from '../worlds.ts'
import { profileWorld } from './profile-world.ts'
import { refusalOf, shippedList } from './refusal.ts'

describe('a profile is found', () => {
  test('by its shipped name', async () => {
    const { profile, chain, sources } = await loadProfile('lewis', profileWorld({}))
    expect([profile.name, profile.source, chain, sources]).toEqual([
      'lewis',
      'built in',
      ['lewis', 'recommended'],
      ['built in', 'built in'],
    ])
  })

  test.each([
    ['mine.yaml', 'mine'],
    ['mine.YML', 'mine'],
    ['./mine.yaml', 'mine'],
    ['/home/operator/mine.yaml', 'mine'],
    ['team/mine', 'mine'],
    ['./recommended', 'recommended'],
  ])('by its path %s, and is then called as the file', async (path, name) => {
    const world = profileWorld({ [path.replace(/^\.\//, '')]: 'quota: {pods: 3}' })
    expect(await loadProfile(path, world)).toEqual({
      profile: { name, source: path, quota: { pods: 3 } },
      chain: [path],
      sources: [path],
    })
  })

  test('by its own name where it has one', async () => {
    const { profile } = await loadProfile('mine.yaml', profileWorld({ 'mine.yaml': 'name: production' }))
    expect(profile.name).toBe('production')
  })

  test('anew each time, so that a change to one does not reach the next', async () => {
    const first = await loadProfile('minimum', profileWorld({}))
    first.profile.name = 'changed'
    first.chain.pop()
    expect((await loadProfile('minimum', profileWorld({}))).profile.name).toBe('minimum')
    expect((await loadProfile('minimum', profileWorld({}))).chain).toEqual(['minimum', 'recommended'])
  })
})

describe('a profile that is not there is refused:', () => {
  test.each([
    [
      'lewiss',
      {},
      'There is no shipped profile of this name, got lewiss.',
      `Did you mean lewis? ${shippedList}`,
    ],
    ['production', {}, 'There is no shipped profile of this name, got production.', shippedList],
    ['', {}, "There is no shipped profile of this name, got ''.", shippedList],
    [
      'mine.yaml',
      {},
      'The profile mine.yaml does not exist.',
      'Its directory cannot be read either: check the path.',
    ],
    ['mine.yaml', { 'mein.yaml': '' }, 'The profile mine.yaml does not exist.', 'Did you mean mein.yaml?'],
    [
      'mine.yaml',
      { 'notes.txt': '' },
      'The profile mine.yaml does not exist.',
      'Write one with lewis-perf profile init.',
    ],
    [
      'mine.yaml',
      { 'mine.yaml': { missing: 'denied' } },
      'The profile mine.yaml may not be read.',
      'Give yourself the right to read it: chmod u+r FILE.',
    ],
    [
      './team',
      { team: { missing: 'unreadable' }, 'team/a.yaml': '' },
      'The profile ./team is a directory.',
      'Name a YAML file in it.',
    ],
    [
      'mine.yaml',
      { 'mine.yaml': { missing: 'unreadable' } },
      'The profile mine.yaml cannot be read.',
      'Name a file of UTF-8 text.',
    ],
    [
      'mine.yaml',
      { 'mine.yaml': `#${'x'.repeat(256 * 1024)}` },
      'The profile mine.yaml is larger than 256 KiB.',
      'Keep to the settings that differ, and name the rest with extends.',
    ],
  ] satisfies [string, Record<string, LiteralFile>, string, string][])(
    '%j among %j',
    async (name, files, sentence, hint) => {
      expect(await refusalOf(name, files)).toEqual({ sentence, hint })
    },
  )

  test('a file that has a size and no UTF-8 text', async () => {
    const world = profileWorld({ 'mine.yaml': 'name: x' })
    const files = { ...world.files, text: () => ({ ok: false, reason: 'unreadable' }) as const }
    await expect(loadProfile('mine.yaml', { ...world, files })).rejects.toMatchObject({
      sentence: 'The profile mine.yaml is not UTF-8 text.',
      hint: 'Save the file as UTF-8 text.',
    })
  })

  test('a file of exactly 256 KiB is still read', async () => {
    const text = 'name: x\n#'.padEnd(256 * 1024, 'x')
    expect((await loadProfile('mine.yaml', profileWorld({ 'mine.yaml': text }))).profile.name).toBe('x')
  })
})
