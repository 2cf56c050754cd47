import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunningSshd } from './sshd.ts'

/** A host as an operator's own configuration has it. */
export interface KnownHost {
  name: string
  server: Pick<RunningSshd, 'port' | 'user' | 'identityFile' | 'knownHostsFile'>
  /** In place of the server's own list of known hosts. */
  knownHostsFile?: string
}

/**
 * Writes an ssh configuration with `hosts` into `folder`, and an `ssh` that reads it in place of the one of the user, whose
 * home ssh finds by itself. The answer is the folder that has to be first on PATH.
 */
export function writeSshClient(folder: string, hosts: readonly KnownHost[]): string {
  const configuration = join(folder, 'ssh_config')
  const programs = join(folder, 'ssh-client')
  mkdirSync(programs, { recursive: true })
  writeFileSync(configuration, hosts.map(blockOf).join('\n'))
  writeFileSync(join(programs, 'ssh'), `#!/bin/sh\nexec /usr/bin/ssh -F '${configuration}' "$@"\n`)
  chmodSync(join(programs, 'ssh'), 0o755)
  return programs
}

function blockOf({ name, server, knownHostsFile = server.knownHostsFile }: KnownHost): string {
  return `Host ${name}
  HostName 127.0.0.1
  Port ${server.port}
  User ${server.user}
  IdentityFile ${server.identityFile}
  IdentitiesOnly yes
  UserKnownHostsFile ${knownHostsFile}
  GlobalKnownHostsFile none
`
}
