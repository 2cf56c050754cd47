import { join } from 'node:path'
import { until } from './harness.ts'
import { childrenOf, type Illness, said, stateOf } from './illness.ts'

/** Processes and their limits. */
export const processIllnesses: readonly Illness[] = [
  {
    name: 'file descriptors nearly used up',
    resource: 'limits',
    findings: ['lim.fd-process'],
    culprit: /node|MainThread/,
    async provoke(provocation) {
      const child = provocation.start('sh', [
        '-c',
        `ulimit -n 256; exec ${process.execPath} -e "const fs=require('fs');const open=[];try{for(;;)open.push(fs.openSync('/dev/null'))}catch{};console.log('full');setInterval(()=>{},1000)"`,
      ])
      await said(child, 'full')
    },
  },
  {
    name: 'zombies',
    resource: 'processes',
    findings: ['proc.zombies'],
    culprit: /sleep/,
    async provoke(provocation) {
      // The shell becomes a sleep, which never asks what became of its children.
      const child = provocation.start('sh', [
        '-c',
        'for n in 1 2 3 4 5 6; do sleep 0.1 & done; exec sleep 600',
      ])
      await until(() => childrenOf(child.pid ?? 0).filter(({ state }) => state === 'Z').length === 6)
    },
  },
  {
    name: 'processes in uninterruptible sleep',
    needs: ['mkfs', 'fsfreeze'],
    resource: 'processes',
    findings: ['proc.dstate'],
    culprit: /touch/,
    async provoke(provocation) {
      const folder = provocation.folder()
      provocation.run(`truncate -s 32M ${folder}.img && mkfs.ext4 -q ${folder}.img`, `rm -f ${folder}.img`)
      provocation.run(`mount -o loop ${folder}.img ${folder}`, `umount ${folder}`)
      provocation.run(`fsfreeze -f ${folder}`, `fsfreeze -u ${folder}; sleep 0.2`)
      const stuck = [1, 2, 3].map((n) => provocation.start('touch', [join(folder, `x${n}`)]))
      await until(() => stuck.every(({ pid }) => stateOf(pid ?? 0) === 'D'))
    },
  },
]
