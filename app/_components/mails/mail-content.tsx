import { Lock } from 'lucide-react'
import { Panel } from '@/app/_components/ui/panel'
import type { Translate } from '@/lib/i18n/translator'
import type { MailDetail } from '@/lib/mails/types'

/** What a mail says, as its recipient sees it: in a frame in which nothing runs and whose links open elsewhere. */
export function MailContent({ content, t }: { content: MailDetail['content']; t: Translate }) {
  if (content.hidden) {
    return (
      <Panel title={t('mails.content')} titleId="content">
        <p className="flex items-center gap-2 text-muted">
          <Lock className="size-4 shrink-0" aria-hidden />
          {t(`mails.hidden.${content.hidden}`)}
        </p>
      </Panel>
    )
  }
  return (
    <Panel title={t('mails.content')} titleId="content">
      <iframe
        title={t('mails.preview')}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        srcDoc={content.html.replace('<head>', '<head><base target="_blank">')}
        className="h-[44rem] w-full rounded-[8px] border border-line"
      />
      <details className="mt-3">
        <summary className="w-fit text-[13px] text-accent">{t('mails.plainText')}</summary>
        <pre className="mt-2 overflow-x-auto whitespace-pre-wrap rounded-[8px] bg-raised p-3 font-mono text-[12.5px] [overflow-wrap:anywhere]">
          {content.text}
        </pre>
      </details>
    </Panel>
  )
}
