import childProcess from 'node:child_process'
import { loadavg } from 'node:os'

// The program of a process of its own (see system-inventory.ts): the library patches built-in prototypes, blocks while its
// commands run and has no time limit for them, so all of it is to end with that process.

/** Commands that would wake a sleeping disk or ask a name server: the inventory does without their answers. */
const unasked = /smartctl|^hostname -f/

for (const name of ['exec', 'execSync'] as const) {
  const run = childProcess[name]
  const tamed = (command: string, ...rest: unknown[]): unknown =>
    Reflect.apply(run, childProcess, [unasked.test(command) ? 'exit 1' : command, ...rest])
  Object.assign(childProcess, { [name]: tamed })
}

/** Writes each part that is asked for as a line of JSON, once it is known; no serial number, UUID or address is among them. */
async function tellInventory(names: readonly string[]): Promise<void> {
  // Only now: the library keeps the functions that it finds when it is loaded.
  const { baseboard, cpu, diskLayout, fsSize, mem, memLayout, osInfo, system } = await import(
    'systeminformation'
  )
  const parts: Readonly<Record<string, () => Promise<unknown>>> = {
    system: async () => {
      const { manufacturer, model, virtual, virtualHost } = await system()
      return { manufacturer, model, hypervisor: virtual ? (virtualHost ?? 'unknown kind') : null }
    },
    board: async () => {
      const { manufacturer, model } = await baseboard()
      return { manufacturer, model }
    },
    cpu: async () => {
      const { manufacturer, brand, cores, physicalCores, processors, family, model, stepping } = await cpu()
      // Where no command answered, the library calls every thread a core of one socket.
      const answered = [family, model, stepping].some((word) => word !== '')
      return { manufacturer, brand, cores, ...(answered ? { physicalCores, processors } : {}) }
    },
    modules: async () =>
      (await memLayout()).map(({ size, bank, type, clockSpeed, formFactor, manufacturer }) => ({
        size,
        bank,
        type,
        clockSpeed,
        formFactor,
        manufacturer,
      })),
    disks: async () =>
      (await diskLayout()).map(({ device, type, name, vendor, size, interfaceType }) => ({
        device,
        type,
        name,
        vendor,
        size,
        interfaceType,
      })),
    mem: async () => {
      const { total, available } = await mem()
      return { total, available }
    },
    loadavg: async () => loadavg(),
    fs: async () =>
      (await fsSize()).map(({ fs, type, size, used, available, mount }) => ({
        fs,
        type,
        size,
        used,
        available,
        mount,
      })),
    os: async () => {
      const { hostname, distro, release, kernel } = await osInfo()
      return { hostname, distro, release, kernel }
    },
  }
  await Promise.all(
    names.map(async (name) => {
      const value = await parts[name]?.().catch(() => undefined)
      if (value !== undefined) process.stdout.write(`${JSON.stringify({ name, value })}\n`)
    }),
  )
}

void tellInventory(process.argv.slice(2))
