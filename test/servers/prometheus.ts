import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort, type RunningServer, startProgram } from './program.ts'

const program = '/usr/bin/prometheus'

/** A Prometheus that scrapes, each second, whatever `targetsFile` names: `[{ "targets": ["127.0.0.1:8765"] }]`. */
export interface RunningPrometheus extends RunningServer {
  targetsFile: string
}

/** Debian's Prometheus on a free loopback port; everything it keeps is in a temporary folder. */
export const prometheus = {
  name: 'prometheus',
  debianPackage: 'prometheus',
  find: (): string | null => (existsSync(program) ? program : null),
  start: (): Promise<RunningPrometheus> => startProgram('prometheus', prepare),
}

async function prepare(folder: string) {
  const port = await freePort()
  const file = (name: string): string => join(folder, name)
  await mkdir(file('data'))
  await writeFile(file('targets.json'), '[]')
  await writeFile(
    file('prometheus.yml'),
    `global: { scrape_interval: 1s, scrape_timeout: 1s }
scrape_configs:
  - job_name: monitor
    file_sd_configs: [{ files: ['${file('targets.json')}'], refresh_interval: 1s }]
`,
  )
  const url = `http://127.0.0.1:${port}`
  return {
    command: program,
    args: [
      `--config.file=${file('prometheus.yml')}`,
      `--storage.tsdb.path=${file('data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    answers: async () => (await fetch(`${url}/-/ready`).catch(() => null))?.ok === true,
    coordinates: { url, targetsFile: file('targets.json') },
  }
}
