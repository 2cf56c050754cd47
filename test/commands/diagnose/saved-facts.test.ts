import { describe, expect, it } from 'vitest'
import { savedFacts } from '../../../src/commands/diagnose/saved-facts.ts'

const host = (name: string) => ({
  name,
  collected: { snapshot: { schema: 'lewis-perf/facts/1' as const, host: name, samples: [] } },
})

describe('raw facts are saved', () => {
  it('in no file without its name', () => {
    expect(savedFacts(undefined, [host('a')])).toEqual([])
  })

  it('of one host under the name as it was given', () => {
    const [document, ...more] = savedFacts('/tmp/x.json.gz', [host('a')])
    expect(more).toEqual([])
    expect(document).toMatchObject({ file: '/tmp/x.json.gz', mediaType: 'application/json' })
    expect(JSON.parse(document?.text ?? '')).toEqual(host('a').collected.snapshot)
  })

  it.each([
    ['x.json', ['x-db1.json', 'x-root@db2.json']],
    ['x.json.gz', ['x-db1.json.gz', 'x-root@db2.json.gz']],
    ['x.gz', ['x-db1.gz', 'x-root@db2.gz']],
    ['/a.json/x', ['/a.json/x-db1', '/a.json/x-root@db2']],
  ])('of several under %s with their names', (file, files) => {
    expect(savedFacts(file, [host('db1'), host('root@db2')]).map((one) => one.file)).toEqual(files)
  })

  it('never two in one file, and in no other folder', () => {
    const names = ['docker exec x sh', 'docker/exec x sh', '../../etc/passwd']
    expect(savedFacts('x.json', names.map(host)).map((one) => one.file)).toEqual([
      'x-docker_exec_x_sh.json',
      'x-docker_exec_x_sh-2.json',
      'x-.._.._etc_passwd.json',
    ])
  })
})
