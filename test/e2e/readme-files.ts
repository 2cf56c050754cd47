import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { syntheticMachines, writeTrees } from '../synthetic/index.ts'
import { lewisPerf } from './installed.ts'

/** What the README's commands read: facts of a container before and after its quota was raised, and a profile. */
export async function writeReadmeFiles(folder: string): Promise<void> {
  await saveFacts('cgroup v2 container, throttled', join(folder, 'lewis-app.json.gz'))
  await saveFacts('cgroup v2 container, with enough CPU', join(folder, 'lewis-app-raised.json.gz'))
  writeFileSync(join(folder, 'scan.collapsed'), stacks)
}

async function saveFacts(machine: string, file: string): Promise<void> {
  const files = syntheticMachines[machine]
  if (files === undefined) throw new Error(`there is no machine ${machine}`)
  const { before, after, remove } = writeTrees(files)
  await lewisPerf(['diagnose', '--root', before, '--root', after, '--save-facts', file])
  rmSync(`${file}.partial`, { force: true })
  remove()
}

const stacks = `main;run (lewis/worker.py:41);scan (lewis/scanner.py:88);match (lewis/rules.py:17) 612
main;run (lewis/worker.py:41);scan (lewis/scanner.py:88);parse (lewis/html.py:203) 187
main;run (lewis/worker.py:41);store (lewis/db.py:64);dumps (json/__init__.py:183) 121
main;run (lewis/worker.py:41);store (lewis/db.py:64) 40
main;poll (lewis/queue.py:12) 40
`
