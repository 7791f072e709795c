import type { ReactNode } from "react";

interface FigureProps {
  /** The picture. */
  children: ReactNode;
  label: string;
  heads: readonly string[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}

/** A picture, and the same figures as a table for those who cannot see it. */
export function Figure({ children, label, heads, rows }: FigureProps) {
  return (
    <figure>
      <div aria-hidden="true" className="no-print">
        {children}
      </div>
      {/* A table is as high as its rows whatever it is told; the box around it is not. */}
      <div className="sr-only">
        <table>
          <caption>{label}</caption>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells }) => (
              <tr key={key}>
                {cells.map((cell, at) => (
                  <td key={heads[at]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
