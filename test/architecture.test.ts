import { describe, expect, test } from 'vitest'
import { architectureFaults } from './architecture/check.ts'
import { permitted } from './architecture/permitted.ts'
import { planted } from './architecture/planted.ts'
import { longFiles } from './architecture/table.ts'
import { projectFiles } from './project-files.ts'

describe('the architecture', () => {
  const files = projectFiles(['src', 'test', '.config'], ['.ts'])

  test('holds in every file of the project', () => {
    const faults = architectureFaults(files).map(({ file, line, message }) => `${file}:${line} ${message}`)
    expect(faults).toEqual([])
  })

  test('has no long file on its list that is gone or short again', () => {
    const stale = Object.keys(longFiles).filter(
      (path) => path !== 'src/profiles/shipped.ts' && !files.has(path),
    )
    expect(stale).toEqual([])
  })

  test('is not said to hold when nothing was found', () => {
    expect(() => architectureFaults(new Map([['test/a.test.ts', '']]))).toThrow('nothing was checked')
  })
})

describe('a planted violation is found:', () => {
  test.each(planted)('$claim', ({ file, text, message, beside = {} }) => {
    const clean = { 'src/core/index.ts': '// Words.\nexport {}\n' }
    const faults = architectureFaults(new Map(Object.entries({ ...clean, ...beside, [file]: text })))
    expect(faults.filter((fault) => fault.file === file).map((fault) => fault.message)).toContain(message)
  })
})

describe('what is allowed is not called a violation:', () => {
  test.each(permitted)('%s', (_, file, text) => {
    const beside = {
      'src/core/index.ts': '',
      'src/core/b.ts': '',
      'src/report/json.ts': 'export const json: Reporter = () => []',
      'src/cli/commander.ts': `import { Command } from 'commander'`,
    }
    expect(architectureFaults(new Map(Object.entries({ ...beside, [file]: text })))).toEqual([])
  })
})
