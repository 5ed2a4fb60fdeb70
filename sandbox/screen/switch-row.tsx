/** A thing that is on or off, with a line of help. */
export function SwitchRow({
  title,
  help,
  isOn,
  toggle,
}: {
  title: string;
  help: string;
  isOn: boolean;
  toggle(next: boolean): void;
}) {
  return (
    <li className="switch-row">
      <div>
        <p className="strong">{title}</p>
        <p className="quiet">{help}</p>
      </div>
      <button
        type="button"
        role="switch"
        aria-checked={isOn}
        aria-label={title}
        className="switch"
        onClick={() => toggle(!isOn)}
      />
    </li>
  );
}
