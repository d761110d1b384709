"""Web archives to Parquet on Spark.

    spark-submit examples/spark_warc.py clean/ crawl-1.warc.gz crawl-2.warc.gz

Paths may be addresses that fsspec opens, as `s3://commoncrawl/…`, where s3fs is installed.
"""

import sys

import unmangle.spark
from pyspark.sql import SparkSession


def main(output: str, paths: list[str]) -> None:
    spark = SparkSession.builder.appName("unmangle").getOrCreate()
    cleaned = unmangle.spark.clean_files(spark, paths)
    cleaned.write.mode("overwrite").parquet(output)
    unmangle.spark.register(spark, "to_text", to="text")
    spark.read.parquet(output).createOrReplaceTempView("articles")
    spark.sql(
        "SELECT count(*) AS documents, count(error) AS failed, sum(length(text)) AS characters,"
        " sum(size(repairs)) AS rules FROM articles"
    ).show()
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
