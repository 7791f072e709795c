/** Viewers for tests. */
import { type Role, SCOPES, type Viewer } from "../../lib/auth/rights";

export const viewerWith = (role: Role, more: Partial<Viewer> = {}): Viewer => ({
  kind: "user",
  userId: null,
  role,
  actor: `${role}@example.org`,
  name: role,
  id: "00000000-0000-7000-8000-000000000000",
  scopes: SCOPES,
  hosts: null,
  ...more,
});
