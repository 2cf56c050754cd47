import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lewisPerf, oneFile, run } from './installed.ts'

const asked = ['diagnose', '--quick', '--inventory']

test('diagnose --inventory adds what this machine is made of', async () => {
  const { output } = await lewisPerf(asked)
  expect(output).toMatch(/^Inventory$/m)
  expect(output).toMatch(/^CPU +\S.*\d threads?\b/m)
  expect(output).toMatch(/^System +\S.*kernel/m)
  expect(output).toMatch(/^Cost: .*ran .*systeminformation/m)
})

test('the one file, through standard input, has it as data', async () => {
  const args = ['--input-type=module', '-', ...asked, '--json']
  const { output } = await run(process.execPath, args, { input: readFileSync(oneFile, 'utf8'), cwd: '/' })
  const { data } = JSON.parse(output)
  expect(Object.values(data.inventory)).toMatchObject([{ cpu: { threads: expect.any(Number) } }])
  expect(JSON.stringify(data.inventory)).not.toMatch(/serial|uuid/i)
})

test('nothing of it is there unasked', async () => {
  const { output } = await lewisPerf(['diagnose', '--quick', '--json'])
  expect(JSON.parse(output).data).not.toHaveProperty('inventory')
})

test.each([
  [['--facts', 'facts.json'], '--facts', 'facts are read, not collected'],
  [['--host', 'box'], '--host', 'it is taken of this machine only'],
  [['--hosts', 'hosts'], '--hosts', 'it is taken of this machine only'],
  [['--via', 'sh'], '--via', 'it is taken of this machine only'],
  [['--root', '/tmp'], '--root', 'a captured tree has no inventory'],
  [['--no-exec'], '--no-exec', 'other programs tell the inventory'],
])('--inventory with %j is refused', async (args, flag, because) => {
  const { code, errors } = await lewisPerf(['diagnose', '--inventory', ...args])
  expect(code).toBe(2)
  expect(errors).toContain(`${flag}`)
  expect(errors).toContain(`do not fit together: ${because}.`)
})
