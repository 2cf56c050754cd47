-- wrk prints fixed percentiles; this prints those that are compared (microseconds), the answers, and what failed.
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("said %f %f %f %d %d\n", latency:percentile(50), latency:percentile(80), latency:percentile(99),
    summary.requests, errors.connect + errors.read + errors.write + errors.timeout))
end
