"""The rules of the ledger that the database itself keeps.

An entry applies itself to its account, so their sums cannot drift; an account moves in
no other way; an entry stays for ever. The account's CHECKs then refuse an overdraft.
"""

from typing import Final

CREATE: Final = (
    """
    CREATE FUNCTION apply_ledger_entry() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      UPDATE credit_accounts
         SET balance = balance + NEW.amount, reserved = reserved + NEW.reserved
       WHERE id = NEW.account_id
       RETURNING balance INTO NEW.balance_after;
      RETURN NEW;
    END $$
    """,
    """
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
    END $$
    """,
    """
    CREATE FUNCTION only_entries_move_accounts() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      -- Depth 1 is a statement somebody wrote; depth 2 is the trigger above.
      IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'credit_accounts moves only through ledger_entries';
      END IF;
      RETURN NEW;
    END $$
    """,
    "CREATE TRIGGER apply_entry BEFORE INSERT ON ledger_entries"
    " FOR EACH ROW EXECUTE FUNCTION apply_ledger_entry()",
    "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entries"
    " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER only_entries BEFORE UPDATE ON credit_accounts"
    " FOR EACH ROW EXECUTE FUNCTION only_entries_move_accounts()",
)

DROP: Final = (
    "DROP TRIGGER only_entries ON credit_accounts",
    "DROP TRIGGER append_only ON ledger_entries",
    "DROP TRIGGER apply_entry ON ledger_entries",
    "DROP FUNCTION only_entries_move_accounts",
    "DROP FUNCTION refuse_change",
    "DROP FUNCTION apply_ledger_entry",
)
