import { helpId, keys, localKeys } from './keys.js';
import { t } from './l10n.js';

/** The list of keys, in a dialog. */
export function KeysHelp() {
  return (
    <dialog id={helpId} aria-labelledby="keys-title" data-testid="keys-help">
      <h2 id="keys-title">{t('Keys')}</h2>
      <table>
        <tbody>
          {keys.map(({ key, does }) => (
            <Entry key={key} keys={key.toUpperCase()} does={does()} />
          ))}
          {localKeys.map(({ keys: names, does }) => (
            <Entry key={names + does()} keys={names} does={does()} />
          ))}
        </tbody>
      </table>
      <form method="dialog">
        <button type="submit">{t('Close')}</button>
      </form>
    </dialog>
  );
}

function Entry({ keys: names, does }: { readonly keys: string; readonly does: string }) {
  return (
    <tr>
      <th scope="row">
        {names.split(' ').map((name) => (
          <span key={name}>
            <kbd>{name}</kbd>{' '}
          </span>
        ))}
      </th>
      <td>{does}</td>
    </tr>
  );
}
