"""M/M/16 at 80 % of its load with SimPy: 4 where it is there, else 2. Prints requests, seconds and mean response time as JSON."""
import json
import random
import sys
import time

requests, seed = int(sys.argv[1]), int(sys.argv[2])
servers, rate = 16, 0.8 * 16
chance = random.Random(seed)
seen = [0, 0.0]


def with_simpy_4(simpy):
    env = simpy.Environment()
    pool = simpy.Resource(env, capacity=servers)

    def job():
        came = env.now
        with pool.request() as turn:
            yield turn
            yield env.timeout(chance.expovariate(1.0))
        seen[0] += 1
        seen[1] += env.now - came

    def source():
        for _ in range(requests):
            yield env.timeout(chance.expovariate(rate))
            env.process(job())

    env.process(source())
    env.run()


def with_simpy_2():
    from SimPy.Simulation import Process, Resource, Simulation, hold, release, request

    sim = Simulation()
    sim.initialize()
    pool = Resource(capacity=servers, sim=sim)

    class Job(Process):
        def run(self):
            came = sim.now()
            yield request, self, pool
            yield hold, self, chance.expovariate(1.0)
            yield release, self, pool
            seen[0] += 1
            seen[1] += sim.now() - came

    class Source(Process):
        def run(self):
            for _ in range(requests):
                yield hold, self, chance.expovariate(rate)
                job = Job(sim=sim)
                sim.activate(job, job.run())

    source = Source(sim=sim)
    sim.activate(source, source.run())
    sim.simulate(until=1e12)


before = time.process_time()
try:
    import simpy

    name = "SimPy " + simpy.__version__
    before = time.process_time()
    with_simpy_4(simpy)
except ImportError:
    import SimPy

    name = "SimPy " + SimPy.__version__
    before = time.process_time()
    with_simpy_2()
seconds = time.process_time() - before
print(json.dumps({"name": name, "seconds": seconds, "requests": seen[0], "meanSeconds": seen[1] / seen[0]}))
