// M/M/16 at 80 % of its load with SIM.JS: a facility of sixteen servers, whose queue is first come first served.
// The package puts itself into a browser's window, and nowhere else.
globalThis.window = {}
await import('simjs')
const { Entity, Facility, Random, Sim } = globalThis.window.Sim

const [requests, seed] = process.argv.slice(2).map(Number)
const [servers, rate] = [16, 0.8 * 16]
const random = new Random(seed)
let [done, sum] = [0, 0]

class Source extends Entity {
  start() {
    this.left = requests
    this.next()
  }

  next() {
    if (this.left-- === 0) return
    this.setTimer(random.exponential(rate)).done(() => {
      const came = this.time()
      this.useFacility(pool, random.exponential(1)).done(() => {
        done++
        sum += this.time() - came
      })
      this.next()
    })
  }
}

const sim = new Sim()
const pool = new Facility('pool', Facility.FCFS, servers)
sim.addEntity(Source, 'source')
const before = process.cpuUsage()
sim.simulate(Number.MAX_VALUE)
const { user, system } = process.cpuUsage(before)
const seconds = (user + system) / 1e6
console.log(JSON.stringify({ seconds, requests: done, meanSeconds: sum / done }))
