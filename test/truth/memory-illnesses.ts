import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type Provocation, until } from './harness.ts'
import { average, type Illness, node } from './illness.ts'

/** Memory that ran out. */
export const outOfMemory: readonly Illness[] = [
  {
    name: 'a cgroup that runs out of memory',
    resource: 'memory',
    findings: ['mem.oom-kill'],
    culprit: /lewis-perf-truth|dd/,
    isRemembered: true,
    async provoke(provocation) {
      // Without swap of its own, so that a machine that swaps does not save it.
      const cgroup = provocation.cgroup('memory', {
        'memory.limit_in_bytes': '20M',
        'memory.swappiness': '0',
      })
      // Killed, and begun again: there is a kill in every window.
      provocation.start('sh', [
        '-c',
        `while :; do sh -c 'echo $$ > ${cgroup}/cgroup.procs; dd if=/dev/zero of=/dev/null bs=100M count=1' >/dev/null; sleep 0.5; done`,
      ])
      await until(
        () => Number(/^oom_kill (\d+)/m.exec(readFileSync(`${cgroup}/memory.oom_control`, 'utf8'))?.[1]) > 0,
      )
    },
  },
]

/** Memory pressure and swap. */
export const memoryIllnesses: readonly Illness[] = [
  {
    name: 'memory that is swapped in and out',
    needs: ['mkswap', 'swapon'],
    resource: 'memory',
    findings: ['mem.swap-io'],
    async provoke(provocation) {
      swapFile(provocation)
      const cgroup = provocation.cgroup('memory', { 'memory.limit_in_bytes': '60M' })
      node(
        provocation,
        'const b=Buffer.alloc(160<<20,1);for(;;)for(let i=0;i<b.length;i+=4096)b[i]++',
        cgroup,
      )
      const before = swapped()
      await until(() => swapped() > before + 5000)
    },
  },
  {
    name: 'memory pressure',
    needs: ['mkswap', 'swapon'],
    resource: 'memory',
    findings: ['mem.pressure'],
    window: '10s',
    async provoke(provocation) {
      swapFile(provocation)
      const cgroup = provocation.cgroup('memory', { 'memory.limit_in_bytes': '50M' })
      for (let n = 0; n < 3; n++)
        node(
          provocation,
          'const b=Buffer.alloc(80<<20,1);for(;;)for(let i=0;i<b.length;i+=4096)b[i]++',
          cgroup,
        )
      await until(() => average('memory', 'avg60') > 15)
    },
  },
]

/** 512 MiB of swap for as long as the provocation lasts. */
function swapFile(provocation: Provocation): void {
  const folder = provocation.folder()
  const file = openSync(join(folder, 'swap'), 'w', 0o600)
  const block = Buffer.alloc(2 ** 20)
  for (let n = 0; n < 512; n++) writeSync(file, block)
  closeSync(file)
  provocation.run(`mkswap ${folder}/swap && swapon ${folder}/swap`, `swapoff ${folder}/swap`)
}

/** Pages swapped in and out since boot. */
function swapped(): number {
  const text = readFileSync('/proc/vmstat', 'utf8')
  return Number(/^pswpin (\d+)/m.exec(text)?.[1]) + Number(/^pswpout (\d+)/m.exec(text)?.[1])
}
