import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { syntheticMachines, writeTrees } from '../synthetic/index.ts'
import { lewisPerf } from './installed.ts'

/** What the README's commands read: facts of a container before and after its quota was raised, and a profile. */
export async function writeReadmeFiles(folder: string): Promise<void> {
  await saveFacts('cgroup v2 container, throttled', join(folder, 'lewis-app.json.gz'))
  await saveFacts('cgroup v2 container, with enough CPU', join(folder, 'lewis-app-raised.json.gz'))
  writeFileSync(join(folder, 'scan.collapsed'), stacks)
  writeFileSync(join(folder, 'scan.bench.ts'), suite)
  writeFileSync(
    join(folder, 'scan-main.txt'),
    goBench([1726, 1723, 1707, 1707, 1713, 1729, 1736, 1707, 1705, 1774]),
  )
  writeFileSync(
    join(folder, 'scan-branch.txt'),
    goBench([1423, 1416, 1411, 1413, 1412, 1426, 1422, 1424, 1447, 1425]),
  )
  copyFileSync('test/fixtures/bench/history.jsonl', join(folder, 'scan-history.jsonl'))
  copyFileSync('test/fixtures/scale/two-days.csv', join(folder, 'two-days.csv'))
  copyFileSync('test/fixtures/scale/deploy.yaml', join(folder, 'deploy.yaml'))
}

function goBench(nanoseconds: readonly number[]): string {
  return nanoseconds.map((value) => `BenchmarkScan-2 1000 ${value} ns/op\n`).join('')
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

/** As the README has it. */
const suite = `import { suite } from 'lewis-perf/bench'

const report = Array.from({ length: 200 }, (_, index) => ({ rule: \`rule-\${index}\`, severity: (index * 7) % 10 }))
const text = JSON.stringify(report)

suite('scan', ({ bench }) => {
  bench('read a report', () => JSON.parse(text))
  bench('find the worst', () => report.reduce((worst, one) => (one.severity > worst.severity ? one : worst)))
})
`
