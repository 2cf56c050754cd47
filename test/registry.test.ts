import { describe, expect, test } from 'vitest'
import { projectFile, projectFiles } from './project-files.ts'
import { entryCounts, unlisted } from './registry/unlisted.ts'

describe('the lists of the project', () => {
  const files = projectFiles(['src', 'test/benchmarks', 'profiles'], ['.ts', '.yaml']).set(
    'package.json',
    projectFile('package.json'),
  )

  test('name every command, format, algorithm, check, profile and benchmark', () => {
    expect(unlisted(files)).toEqual([])
  })

  test('are compared with entries that were really found', () => {
    expect(entryCounts(files)).toMatchObject({
      command: expect.toSatisfy((count: number) => count >= 4),
      format: expect.toSatisfy((count: number) => count >= 7),
      profile: expect.toSatisfy((count: number) => count >= 5),
      benchmark: expect.toSatisfy((count: number) => count >= 1),
    })
  })
})

describe('an entry without its line is named:', () => {
  const command = `export const command = defineCommand({})`
  const reporter = 'export const toml: Reporter = () => []'
  const cases = [
    {
      claim: 'a command',
      files: { 'src/commands/bench.ts': command, 'src/commands/index.ts': `import('./benchmark.ts')` },
      sentence: `src/commands/bench.ts is a command without its line './bench.ts' in src/commands/index.ts.`,
    },
    {
      claim: 'a command that is a folder',
      files: { 'src/commands/bench/index.ts': command, 'src/commands/index.ts': '' },
      sentence: `src/commands/bench/index.ts is a command without its line './bench/index.ts' in src/commands/index.ts.`,
    },
    {
      claim: 'a subcommand',
      files: { 'src/commands/profile/lint.ts': command, 'src/commands/profile/index.ts': '' },
      sentence: `src/commands/profile/lint.ts is a command without its line './lint.ts' in src/commands/profile/index.ts.`,
    },
    {
      claim: 'a format',
      files: { 'src/report/toml.ts': reporter, 'src/report/formats.ts': '' },
      sentence: `src/report/toml.ts is a format without its line './toml.ts' in src/report/index.ts or src/report/formats.ts.`,
    },
    {
      claim: 'a load-balancing algorithm',
      files: {
        'src/balancing/random.ts': 'export function random(): Balancer {',
        'src/balancing/index.ts': '',
      },
      sentence: `src/balancing/random.ts is a load-balancing algorithm without its line './random.ts' in src/balancing/index.ts.`,
    },
    {
      claim: 'a kind of source',
      files: {
        'src/monitor/sources/disk-source.ts': `export const diskKind = sourceKind('disk', open)`,
        'src/monitor/sources/open-sources.ts': '',
      },
      sentence: `src/monitor/sources/disk-source.ts is a kind of source without its line './disk-source.ts' in src/monitor/sources/open-sources.ts.`,
    },
    {
      claim: 'a check',
      files: { 'src/checks/swap.ts': 'export const swap = defineCheck({', 'src/checks/index.ts': '' },
      sentence: `src/checks/swap.ts is a check without its line './swap.ts' in src/checks/index.ts.`,
    },
    {
      claim: 'a profile',
      files: { 'profiles/tiny.yaml': '', 'src/profiles/shipped-texts.ts': '"minimum": ""' },
      sentence: `profiles/tiny.yaml is a profile without its line "tiny": in src/profiles/shipped-texts.ts.`,
    },
    {
      claim: 'a benchmark',
      files: { 'test/benchmarks/load.ts': '', 'package.json': '{ "scripts": { "benchmark:startup": "" } }' },
      sentence: `test/benchmarks/load.ts is a benchmark without its line "benchmark:load": in package.json.`,
    },
  ]

  test.each(cases)('$claim', ({ files, sentence }) => {
    expect(unlisted(new Map(Object.entries(files)))).toEqual([sentence])
  })

  test('and one with its line is not', () => {
    const files = {
      'src/commands/bench.ts': command,
      'src/commands/index.ts': `{ name: 'bench', load: () => import('./bench.ts') }`,
      'src/commands/choice.ts': 'export function choice() {}',
      'src/report/toml.ts': reporter,
      'src/report/formats.ts': `import('./toml.ts')`,
    }
    expect(unlisted(new Map(Object.entries(files)))).toEqual([])
  })
})
