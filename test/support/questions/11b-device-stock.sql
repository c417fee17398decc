-- expects: ANSWER
-- How many devices are in stock, by type and by the regency of the centre?
SELECT d.type AS device_type, ce.regency_code AS centre_regency, count(*)::int AS in_stock
FROM sentra.device d JOIN sentra.centre ce ON ce.id = d.centre_id WHERE d.status = 'IN_STOCK'
GROUP BY 1, 2;
