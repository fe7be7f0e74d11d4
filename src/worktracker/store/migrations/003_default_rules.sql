-- The program that a default rule is for; NULL for the user's own rules.
ALTER TABLE rule ADD COLUMN program TEXT;
