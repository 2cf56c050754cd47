import { parseMountinfo } from '../mountinfo.ts'
import { parseProcessCgroups } from '../process-cgroups.ts'
import type { SnapshotFiles } from './snapshot-files.ts'

type Looked = Pick<SnapshotFiles, 'text' | 'entries'>

/**
 * Whether the reader is inside a container, and what says so. A machine that was made from an image still has the mark of
 * its engine, but its group is the root of the machine (`isMachineRoot`).
 */
export function containerOf(files: Looked, isMachineRoot: boolean): { inside: boolean; because: string } {
  const because =
    nameOf(files) ?? groupOf(files) ?? (isMachineRoot ? null : (markOf(files) ?? mountsOf(files)))
  return because === null
    ? { inside: false, because: 'Neither a file, a cgroup nor the root filesystem tells of a container.' }
    : { inside: true, because }
}

function markOf(files: Looked): string | null {
  const path = ['/.dockerenv', '/run/.containerenv'].find((mark) => files.text(mark).ok)
  return path === undefined ? null : `There is ${path}.`
}

function nameOf(files: Looked): string | null {
  for (const path of ['/run/systemd/container', '/proc/1/environ']) {
    const text = files.text(path)
    const name = text.ok ? nameIn(path, text.value) : null
    if (name !== null) return `${path} says container=${name}.`
  }
  return null
}

function nameIn(path: string, text: string): string | null {
  const written = path.endsWith('/environ')
    ? /(?:^|\0)container=([\w.-]{1,40})(?:\0|$)/
    : /^\s*([\w.-]{1,40})\s*$/
  return written.exec(text)?.[1] ?? null
}

/** The names that engines give to the groups of their containers; not those of the engines' own services. */
const groupNames =
  /^(?:docker|lxc|actions_job|ecs|garden|(?:kubelet-)?kubepods(?:[.-].*)?|lxc\.payload.*|(?:docker|cri-containerd|crio|libpod|nerdctl|containerd)-[0-9a-f]{12,}(?:\.scope)?)$/

function groupOf(files: Looked): string | null {
  for (const path of ['/proc/1/cgroup', '/proc/self/cgroup']) {
    const text = files.text(path)
    const groups = (text.ok ? parseProcessCgroups(text.value) : null) ?? []
    const named = groups.find((group) => group.path.split('/').some((name) => groupNames.test(name)))
    if (named !== undefined) return `${path} names the group ${named.path}.`
  }
  return null
}

/** With namespaces of their own, containers show neither; but their root is made of layers and some files of /etc are lent. */
function mountsOf(files: Looked): string | null {
  const path = '/proc/self/mountinfo'
  const text = files.text(path)
  const mounts = (text.ok ? parseMountinfo(text.value) : null) ?? []
  const root = mounts.findLast(({ mountPoint }) => mountPoint === '/')
  const lent = mounts.find(({ mountPoint }) => /^\/etc\/(?:hosts|hostname|resolv\.conf)$/.test(mountPoint))
  return root?.type === 'overlay' && lent !== undefined
    ? `${path} shows / as an overlay and ${lent.mountPoint} mounted from outside.`
    : null
}
