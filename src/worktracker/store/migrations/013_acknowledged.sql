-- acknowledged: the highest number of a delivery that the server has answered: a server that says later that it had
-- seen none so high was restored, and lacks what came after that. 0: it need not know any.
ALTER TABLE recipient ADD COLUMN acknowledged INTEGER NOT NULL DEFAULT 0;
