import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort, type RunningServer, startProgram } from './program.ts'

const program = '/usr/bin/prometheus-alertmanager'

/** Debian's Alertmanager on a free loopback port, alone and without receivers; everything it keeps is in a temporary folder. */
export const alertmanager = {
  name: 'alertmanager',
  debianPackage: 'prometheus-alertmanager',
  find: (): string | null => (existsSync(program) ? program : null),
  start: (): Promise<RunningServer> => startProgram('alertmanager', prepare),
}

async function prepare(folder: string) {
  const port = await freePort()
  const file = (name: string): string => join(folder, name)
  await mkdir(file('data'))
  await writeFile(file('am.yml'), 'route: { receiver: none }\nreceivers: [{ name: none }]\n')
  const url = `http://127.0.0.1:${port}`
  return {
    command: program,
    args: [
      `--config.file=${file('am.yml')}`,
      `--storage.path=${file('data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
    ],
    answers: async () => (await fetch(`${url}/-/ready`).catch(() => null))?.ok === true,
    coordinates: { url },
  }
}
