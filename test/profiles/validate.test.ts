import { describe, expect, test } from 'vitest'
import { OperatorError } from '../../src/core/index.ts'
import { validateProfile } from '../../src/profiles/index.ts'
import { profileWorld } from './profile-world.ts'

describe('validateProfile', () => {
  test('lists every problem of a file in the order of the text', async () => {
    const text = 'sizng: {}\ntiers:\n  a:\n    memory: 4\n    netwrk: 1Gbps\nname: 3\n'
    expect(await validateProfile('a.yaml', profileWorld({ 'a.yaml': text }))).toEqual([
      {
        source: 'a.yaml',
        line: 1,
        column: 1,
        path: '',
        problem: 'has an unknown key',
        hint: 'Did you mean sizing?',
        got: 'sizng',
      },
      {
        source: 'a.yaml',
        line: 4,
        column: 13,
        path: 'tiers.a.memory',
        problem: 'needs a unit of size',
        hint: 'Write a number with a unit: 512MB (decimal), 512MiB (binary) or 4Gi.',
        got: '4',
      },
      {
        source: 'a.yaml',
        line: 5,
        column: 5,
        path: 'tiers.a',
        problem: 'has an unknown key',
        hint: 'Did you mean network?',
        got: 'netwrk',
      },
      {
        source: 'a.yaml',
        line: 6,
        column: 7,
        path: 'name',
        problem: 'is not text',
        hint: 'Put it in quotes.',
        got: '3',
      },
    ])
  })

  test('lists what keeps a profile from being whole', async () => {
    const text = 'tiers: {a: {cpuCores: 1}}\nsizing: {tier: b}\nprices: {period: day}\n'
    const problems = await validateProfile('a.yaml', profileWorld({ 'a.yaml': text }))
    expect(problems.map(({ path, problem }) => `${path} ${problem}`)).toEqual([
      'tiers.a lacks memory, storage and network',
      'sizing.tier names a tier that the profile lacks',
      'prices lacks currency',
    ])
  })

  test.each(['lewis', 'good.yaml'])('finds nothing in %s', async (name) => {
    expect(await validateProfile(name, profileWorld({ 'good.yaml': 'extends: lewis\n' }))).toEqual([])
  })

  test.each(['nobody', 'nobody.yaml'])('throws for %s, which is not there', async (name) => {
    await expect(validateProfile(name, profileWorld({}))).rejects.toBeInstanceOf(OperatorError)
  })
})
