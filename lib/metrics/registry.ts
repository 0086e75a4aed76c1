import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { queryCount } from '@/db/client'

export type Metrics = { registry: Registry; requests: Counter<'door' | 'status'> }

/** The process's figures for Prometheus. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'portal_database_queries',
    help: 'Statements sent to Postgres since the start',
    registers: [registry],
    collect() {
      this.set(queryCount())
    },
  })
  const requests = new Counter({
    name: 'portal_requests_total',
    help: 'Requests by door and status',
    labelNames: ['door', 'status'] as const,
    registers: [registry],
  })
  return { registry, requests }
}
