import { Panel } from '@/app/_components/ui/panel'
import type { Translate } from '@/lib/i18n/translator'

const SAMPLE = `import { createHmac, timingSafeEqual } from 'node:crypto'

// body: the raw text of the request, before it is parsed
export function isGenuine(headers, body, secret) {
  const id = headers['webhook-id']
  const timestamp = headers['webhook-timestamp']
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const expected = createHmac('sha256', key).update(\`\${id}.\${timestamp}.\${body}\`).digest()
  return headers['webhook-signature'].split(' ').some((signature) => {
    const given = Buffer.from(signature.replace('v1,', ''), 'base64')
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}`

/** How a receiver makes sure that a message comes from here, and what it should answer. */
export function VerifySignature({ t }: { t: Translate }) {
  return (
    <Panel>
      <details>
        <summary className="w-fit cursor-pointer font-semibold text-[14px]">{t('webhooks.verify')}</summary>
        <div className="mt-3 grid max-w-4xl gap-3">
          <p>{t('webhooks.verifyText')}</p>
          <p>{t('webhooks.verifyAnswer')}</p>
          <p className="font-medium text-[13px]">{t('webhooks.sample')}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
          <pre tabIndex={0} className="overflow-x-auto rounded-[8px] bg-raised p-3 font-mono text-[12.5px]">
            {SAMPLE}
          </pre>
        </div>
      </details>
    </Panel>
  )
}
