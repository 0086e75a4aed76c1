'use client'

/** When even the brand could not be read: no texts, no brand, so both languages and the system's own look. */
export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="fr">
      <head>
        <title>Service momentanément indisponible</title>
        <meta name="color-scheme" content="light dark" />
      </head>
      <body style={{ font: '15px/1.5 system-ui, sans-serif', maxWidth: '34rem', margin: '20vh auto', padding: '0 1.5rem' }}>
        <main role="alert">
          <h1 style={{ fontSize: '1.25rem' }}>Service momentanément indisponible</h1>
          <p>Vos sauvegardes continuent. Réessayez dans un instant.</p>
          <p lang="en">The service is briefly unavailable. Your backups go on. Try again in a moment.</p>
          <button type="button" onClick={retry}>
            Réessayer · <span lang="en">Try again</span>
          </button>
        </main>
      </body>
    </html>
  )
}
