import { describe, expect, it } from 'vitest'
import type { FactFile } from '../../../src/core/index.ts'
import { parsePrettyName } from '../../../src/probes/facts/system.ts'
import { unified } from './literal-cgroups.ts'
import { lastOf, literalFacts } from './literal-snapshot.ts'

const named = { '/proc/sys/kernel/hostname': 'web-1\n' }

describe('the system', () => {
  it('is named by its files', () => {
    const facts = literalFacts({
      ...named,
      '/etc/hostname': 'other\n',
      '/proc/sys/kernel/osrelease': '6.1.0-18-amd64\n',
      '/etc/os-release': 'ID=debian\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n',
      '/proc/cpuinfo': 'model name\t: AMD EPYC\n',
    })
    expect(lastOf(facts, 'system')).toEqual({
      hostname: 'web-1',
      kernel: '6.1.0-18-amd64',
      distribution: 'Debian GNU/Linux 12 (bookworm)',
      cpuModel: 'AMD EPYC',
      pageBytes: 4096,
      container: {
        inside: false,
        because: 'Neither a file, a cgroup nor the root filesystem tells of a container.',
      },
    })
  })

  it('is named by what there is', () => {
    expect(lastOf(literalFacts({ '/proc/cpuinfo': 'model name\t: AMD EPYC\n' }), 'system')).toMatchObject({
      hostname: 'box',
      kernel: '',
      distribution: null,
      cpuModel: 'AMD EPYC',
    })
    const older = literalFacts({
      '/etc/hostname': 'web-2\n',
      '/proc/version': 'Linux version 2.6.32-642.el6.x86_64 (someone@builder) (gcc)\n',
      '/usr/lib/os-release': 'PRETTY_NAME=Alpine\n',
    })
    expect(lastOf(older, 'system')).toMatchObject({
      hostname: 'web-2',
      kernel: '2.6.32-642.el6.x86_64',
      distribution: 'Alpine',
      cpuModel: null,
    })
  })

  it.each(['/proc/sys/kernel/hostname', '/proc/sys/kernel/osrelease', '/etc/hostname'])(
    'is known by %s alone, but not by a blank one',
    (path) => {
      expect(literalFacts({ [path]: 'word\n' }).system.known).toBe(true)
      expect(literalFacts({ [path]: '\n' }).system).toMatchObject({ known: false, reason: 'absent' })
    },
  )
})

describe('the name of a distribution', () => {
  it.each([
    ['PRETTY_NAME="Ubuntu 24.04 LTS"\n', 'Ubuntu 24.04 LTS'],
    ["NAME=x\nPRETTY_NAME='Arch'\n", 'Arch'],
    ['PRETTY_NAME=Alpine\r\n', 'Alpine'],
    ['PRETTY_NAME="The \\"best\\" one"\n', 'The "best" one'],
    ['PRETTY_NAME=""\n', null],
    ['NAME=x\n', null],
    ['OLD_PRETTY_NAME=x\n', null],
  ])('in %j is %j', (text, name) => {
    expect(parsePrettyName(text)).toBe(name)
  })
})

describe('a container', () => {
  const container = (files: Record<string, FactFile>) =>
    lastOf(literalFacts({ ...named, ...files }), 'system').container
  const id = '0123456789abcdef'.repeat(4)
  const mounts = (root: string, other: string) =>
    `20 1 0:40 / / rw - ${root} x rw\n21 20 8:1 /var/lib/x ${other} rw - ext4 /dev/sda1 rw\n`

  it.each<[string, Record<string, FactFile>, string]>([
    ['/.dockerenv', { '/.dockerenv': '' }, '/.dockerenv'],
    ['/run/.containerenv', { '/run/.containerenv': 'engine="podman"\n' }, '/run/.containerenv'],
    ['what systemd was told', { '/run/systemd/container': 'lxc\n' }, 'container=lxc'],
    ['the first process', { '/proc/1/environ': 'TERM=linux\0container=podman\0' }, 'container=podman'],
    [
      'a mark in a group with a type',
      { ...unified('/', {}), '/.dockerenv': '', '/sys/fs/cgroup/cgroup.type': 'domain\n' },
      '/.dockerenv',
    ],
    ['a group of Docker', { '/proc/1/cgroup': `4:memory:/docker/${id}\n` }, `/docker/${id}`],
    ['a scope of Docker', { '/proc/self/cgroup': `0::/system.slice/docker-${id}.scope\n` }, 'docker-0123'],
    ['a group of Kubernetes', { '/proc/1/cgroup': '0::/kubepods/burstable/pod1/x\n' }, '/kubepods/'],
    [
      'a slice of Kubernetes',
      { '/proc/1/cgroup': '0::/kubepods.slice/kubepods-besteffort.slice/x\n' },
      '/kubepods.slice',
    ],
    ['a slice of kind', { '/proc/1/cgroup': '0::/kubelet-kubepods.slice/x\n' }, 'kubelet-kubepods'],
    ['a scope of containerd', { '/proc/1/cgroup': `0::/x/cri-containerd-${id}.scope\n` }, 'cri-containerd'],
    ['a group of LXC', { '/proc/1/cgroup': '4:memory:/lxc/web\n' }, '/lxc/web'],
    ['a payload of LXC', { '/proc/1/cgroup': '0::/lxc.payload.web/init\n' }, 'lxc.payload'],
    [
      'layers and a file that is lent',
      { '/proc/self/cgroup': '0::/\n', '/proc/self/mountinfo': mounts('overlay', '/etc/hosts') },
      '/etc/hosts mounted from outside',
    ],
  ])('is told by %s', (_, files, because) => {
    expect(container(files).inside).toBe(true)
    expect(container(files).because).toContain(because)
  })

  it.each<[string, Record<string, FactFile>]>([
    ['the service of Docker', { '/proc/self/cgroup': '0::/system.slice/docker.service\n' }],
    ['the service of containerd', { '/proc/self/cgroup': '0::/system.slice/containerd.service\n' }],
    ['a session', { '/proc/self/cgroup': '0::/user.slice/user-0.slice/session-1.scope\n' }],
    ['layers alone, as live systems have', { '/proc/self/mountinfo': mounts('overlay', '/home') }],
    ['a mount in /etc alone', { '/proc/self/mountinfo': mounts('ext4', '/etc/hosts') }],
    ['a mark that is not there', { '/.dockerenv': { missing: 'absent' } }],
    ['a variable with another name', { '/proc/1/environ': 'mycontainer=lxc\0' }],
    [
      'a mark in the root group of the machine, which was made from an image',
      { ...unified('/', {}), '/.dockerenv': '', '/sys/fs/cgroup/cpu.stat': 'usage_usec 1\n' },
    ],
  ])('is not told by %s', (_, files) => {
    expect(container(files).inside).toBe(false)
  })
})

describe('settings of the kernel', () => {
  it('go by their dotted names, as written', () => {
    const facts = literalFacts({
      '/proc/sys/vm/swappiness': '60\n',
      '/proc/sys/net/ipv4/tcp_rmem': '4096\t131072\t6291456\n',
      '/proc/sys/net/ipv4/conf/eth0.100/rp_filter': '2\n',
      '/proc/sys/kernel/core_pattern': '\n',
      '/proc/sys/vm/stat_refresh': { missing: 'denied' },
      '/proc/sys/vm/lines': 'a\nb\n',
    })
    expect(facts.sysctls).toEqual({
      known: true,
      path: '/proc/sys',
      first: null,
      last: {
        'vm.swappiness': '60',
        'net.ipv4.tcp_rmem': '4096\t131072\t6291456',
        'net.ipv4.conf.eth0/100.rp_filter': '2',
        'kernel.core_pattern': '',
        'vm.lines': 'a\nb',
      },
    })
  })

  it('are unreadable where not one could be read', () => {
    expect(literalFacts({ '/proc/sys/vm/swappiness': { missing: 'denied' } }).sysctls).toMatchObject({
      known: false,
      reason: 'unreadable',
    })
    expect(literalFacts({ '/proc/sys': { missing: 'denied' } }).sysctls).toMatchObject({ reason: 'denied' })
  })

  it.each([
    ['1024\t0\t1631329\n', { allocated: 1024, maximum: 1631329 }],
    ['2000\t0\t9223372036854775807\n', { allocated: 2000, maximum: 2 ** 63 }],
  ])('count file handles: %j', (text, handles) => {
    expect(lastOf(literalFacts({ '/proc/sys/fs/file-nr': text }), 'fileHandles')).toEqual(handles)
  })

  it.each(['', '1024\n', '1024 0\n', '1024 0 x\n'])('count none where damaged: %j', (text) => {
    expect(literalFacts({ '/proc/sys/fs/file-nr': text }).fileHandles).toMatchObject({ reason: 'unreadable' })
  })
})
