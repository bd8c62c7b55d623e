import type { BadgeView, DocumentView, ScanView } from '../src/protocol/views.js';
import { Sign, severityClass } from './Severity.js';
import { bytes, integer, shape } from './format.js';
import { t } from './l10n.js';
import type { State } from './state.js';

/** What the tensor is, and how healthy it is. */
export function Header({ state, document }: { readonly state: State; readonly document: DocumentView }) {
  const scan = state.document.scan.value;
  return (
    <header data-testid="header">
      <h1 class="mono">
        <bdi>{document.name}</bdi>
      </h1>
      <span class="dim mono place" title={document.place}>
        <bdi>{document.place}</bdi>
      </span>
      <span
        class="mono"
        data-testid="shape"
        title={document.fortranOrder ? t('stored in Fortran order') : t('stored in C order')}
      >
        {[document.dtype, shape(document.shape), document.device].filter((part) => part !== null).join(' · ')}
      </span>
      {scan?.badges.map((badge) => (
        <Badge key={badge.text} badge={badge} onJump={(row) => state.selection.goTo(row)} />
      ))}
      {scan && <Scan state={state} scan={scan} />}
      <Notices document={document} />
    </header>
  );
}

function Badge({ badge, onJump }: { readonly badge: BadgeView; readonly onJump: (row: number) => void }) {
  const { row } = badge;
  const classes = `badge ${severityClass[badge.severity]}`;
  const content = (
    <>
      <Sign severity={badge.severity} /> {badge.text}
    </>
  );
  if (row === null) {
    return (
      <span class={classes} title={badge.detail} data-testid="badge">
        {content}
      </span>
    );
  }
  return (
    <button
      type="button"
      class={classes}
      title={t('{0}\nClick to show row {1}', badge.detail, integer(row))}
      data-testid="badge"
      onClick={() => onJump(row)}
    >
      {content}
    </button>
  );
}

/** How far the rows have been checked, for as long as they are not. */
function Scan({ state, scan }: { readonly state: State; readonly scan: ScanView }) {
  switch (scan.state) {
    case 'done':
      return null;
    case 'running':
      return (
        <span class="scan late" data-testid="scan">
          <progress aria-label={t('Rows checked')} max={Math.max(1, scan.rowCount)} value={scan.rowsDone} />
          <span class="dim">{t('checking rows {0} of {1}', integer(scan.rowsDone), integer(scan.rowCount))}</span>
          <button type="button" class="small" data-testid="scan-cancel" onClick={() => state.document.cancelCheck()}>
            {t('Cancel')}
          </button>
        </span>
      );
    case 'waiting':
    case 'failed':
      return (
        <span class="scan" data-testid="scan">
          {scan.state === 'failed' && <Sign severity="error" />}
          <span class="dim">
            {scan.state === 'failed' ? scan.message : t('rows not checked ({0})', bytes(scan.sizeBytes))}
          </span>
          {state.stops.view.value?.isLive !== false && (
            <button
              type="button"
              class="small"
              data-testid="scan-start"
              title={t('Read every row: needed to sort and to find what is wrong')}
              onClick={() => void state.document.check()}
            >
              {scan.state === 'failed' ? t('Try again') : t('Check all')}
            </button>
          )}
        </span>
      );
  }
}

function Notices({ document }: { readonly document: DocumentView }) {
  if (document.notices.length === 0) return null;
  return (
    <ul class="notices" data-testid="document-notices">
      {document.notices.map((notice) => (
        <li key={notice.code + notice.message}>
          <Sign severity={notice.severity} /> {notice.message}
        </li>
      ))}
    </ul>
  );
}
