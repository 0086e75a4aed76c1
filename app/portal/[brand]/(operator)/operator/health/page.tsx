import type { Metadata } from 'next'
import { AgentsPanel } from '@/app/_components/fleet/agents-panel'
import { FailingPanel } from '@/app/_components/fleet/failing-panel'
import { FleetFigures } from '@/app/_components/fleet/fleet-figures'
import { PlatformPanel } from '@/app/_components/fleet/platform-panel'
import { SilentPanel } from '@/app/_components/fleet/silent-panel'
import { operatorWords, requestTexts } from '@/app/_components/i18n/request'
import { PageHeader } from '@/app/_components/ui/page-header'
import { requireOperator } from '@/lib/auth/gate'
import { clock } from '@/lib/clock'
import { getFleetHealth } from '@/lib/health/fleet'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestTexts())('fleet.heading') }
}

export default async function HealthPage() {
  const operator = await requireOperator()
  const now = clock.now()
  const health = await getFleetHealth(operator, now)
  const words = operatorWords(operator)
  const { t, f } = words
  return (
    <>
      <PageHeader
        title={t('fleet.heading')}
        beside={<span className="text-[13px] text-muted">{t('fleet.asOf', { time: f.timeOfDay(now.getTime()) })}</span>}
      />
      <FleetFigures health={health} now={now} words={words} />
      <PlatformPanel health={health} now={now} words={words} />
      <div className="grid items-start gap-3.5 xl:grid-cols-2">
        <AgentsPanel agents={health.agents} words={words} />
        <SilentPanel resellers={health.silentResellers} words={words} />
      </div>
      <FailingPanel failing={health.failing} words={words} />
    </>
  )
}
